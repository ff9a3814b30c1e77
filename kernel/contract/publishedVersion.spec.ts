import { canonicalJson } from "./canonicalJson.ts";
import { missingVersions } from "./missingVersions.ts";
import { readVersion, writeVersion } from "./publishedVersion.ts";
import { published } from "./sampleVersions.ts";

const version = published();

describe("the file of a published version", () => {
  it("is read as it was written", () => {
    expect(readVersion(writeVersion(version))).toEqual(version);
  });

  it("has its keys in order, so that it can be compared line by line", () => {
    const text = writeVersion(version);
    expect(text).toBe(`${canonicalJson(JSON.parse(text), 2)}\n`);
    expect(text.split("\n").filter((line) => /^ {2}"/.test(line))).toEqual(
      text
        .split("\n")
        .filter((line) => /^ {2}"/.test(line))
        .toSorted(),
    );
  });

  it("may be laid out otherwise, but not changed in any part", () => {
    const text = writeVersion(version);
    expect(readVersion(JSON.stringify(JSON.parse(text)))).toEqual(version);
    for (const [from, to] of [
      ["99.9%", "99%"],
      ["analyst", "anybody"],
      ["2026-11-23", "2026-11-22"],
    ] as const) {
      expect(() => readVersion(text.replace(from, to))).toThrow("it was edited after it was published");
    }
  });

  it.each([
    ["no JSON", "{", "it is not a JSON object"],
    ["a list", "[]", "it has no sha256"],
    ["null", "null", "it is not a JSON object"],
    ["something else", "{}", "it has no sha256"],
  ])("is not %s", (_what, text, message) => {
    expect(() => readVersion(text)).toThrow(message);
  });
});

describe("a published product that nobody declares", () => {
  const deprecated = { since: "2026-01-01", sunset: "2026-07-01", use: "things@2" };
  const ending = published({ version: "1.0.1", deprecated }, [version]);

  it("is missing, with its newest version", () => {
    expect(missingVersions([ending, version], [], "2026-06-30")).toMatchObject([
      { product: "things@1", published: "1.0.1", problem: expect.stringContaining("2026-07-01") as string },
    ]);
    expect(missingVersions([version], ["things@2"], "2026-06-30")).toMatchObject([{ published: "1.0.0" }]);
  });

  it("is not, once the day it was to be withdrawn has come, or if it is declared", () => {
    expect(missingVersions([version, ending], [], "2026-07-01")).toEqual([]);
    expect(missingVersions([version], ["things@1"], "2026-06-30")).toEqual([]);
  });
});
