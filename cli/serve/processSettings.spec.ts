import { context, remote } from "@datamesh/kernel";
import { processSettings, readAdmissions, requireSettings } from "./processSettings.ts";

const KEY = Buffer.alloc(32, 7).toString("base64url");
const customers = context({
  name: "customers",
  owner: { team: "c", contact: "c@x" },
  events: [],
  products: [],
});
const weather = remote({ name: "weather", url: "http://weather:4000" });

test("keys, addresses and durations are read", () => {
  const reading = processSettings({ K: KEY, A: "http://there:1/", B: "http://a, https://b:2", D: "250ms" });
  expect(reading.key("K")).toEqual(new Uint8Array(32).fill(7));
  expect(reading.origin("A")).toBe("http://there:1");
  expect(reading.origins("B")).toEqual(["http://a", "https://b:2"]);
  expect(reading.duration("D", "5s")).toBe(250);
  expect(reading.duration("E", "5s")).toBe(5_000);
  expect(reading.listen("HOST", "PORT", "4000")).toEqual({ host: "127.0.0.1", port: 4000 });
  expect(() => requireSettings(reading, "it")).not.toThrow();
});

test("a key that is being changed comes with the one that follows it, and a third is refused", () => {
  const next = Buffer.alloc(32, 8).toString("base64url");
  const reading = processSettings({ K: KEY, L: `${KEY}, ${next}`, M: `${KEY},${next},${KEY}`, N: `${KEY},` });
  expect(reading.keys("K")).toEqual([new Uint8Array(32).fill(7)]);
  expect(reading.keys("L")).toEqual([new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)]);
  reading.keys("M");
  reading.keys("N");
  expect(reading.problems).toEqual([
    "M is not 32 bytes in base64url, nor two such keys separated by a comma",
    "N is not 32 bytes in base64url, nor two such keys separated by a comma",
  ]);
});

test("everything that is missing or wrong is told at once", () => {
  const reading = processSettings({ K: "short", A: "there", PORT: "many", D: "soon" });
  reading.key("K");
  reading.key("L");
  reading.origin("A");
  reading.origins("B");
  reading.listen("HOST", "PORT", "4000");
  reading.duration("D", "5s");
  expect(() => requireSettings(reading, "the catalog")).toThrow(
    [
      "the settings of the catalog cannot be used:",
      "- K is not 32 bytes in base64url",
      "- L is not set: 32 bytes in base64url; datamesh keys new makes one",
      '- A "there" is not of the form http(s)://HOST[:PORT]',
      "- B is not set: addresses of the form http(s)://HOST[:PORT], separated by commas",
      '- PORT "many" is not a number from 0 to 65535',
      '- D: "soon" is not a duration: write a whole number and a unit, such as 100ms, 45s, 30m, 1h, 7d or 7y',
    ].join("\n"),
  );
});

test("a remote context may be where the mesh says it is; one of this repository where the settings say", () => {
  const reading = processSettings({
    DATAMESH_REGISTRATION_KEY_CUSTOMERS: KEY,
    DATAMESH_REGISTRATION_KEY_WEATHER: KEY,
    DATAMESH_ALLOWED_ADDRESSES_CUSTOMERS: "http://c1:4000,http://c2:4000",
  });
  const admissions = readAdmissions(reading, { local: [customers], remotes: [weather] });
  expect(reading.problems).toEqual([]);
  expect(admissions.get("customers")?.addresses).toEqual(["http://c1:4000", "http://c2:4000"]);
  expect(admissions.get("weather")?.addresses).toEqual(["http://weather:4000"]);
});
