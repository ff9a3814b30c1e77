import { context, dataProduct, event, id, nobody, z } from "../index.ts";
import { defineMesh, isRemote, remote } from "./defineMesh.ts";

const Happened = event("HAPPENED", { description: "Something happened.", data: { thingId: z.string() } });
const things = context({
  name: "things",
  owner: { team: "things", contact: "things@example.com" },
  events: [Happened],
  products: [
    dataProduct({
      name: "things",
      version: "1.0.0",
      owner: { team: "things", contact: "things@example.com" },
      description: "Everything.",
      key: "thingId",
      fields: { thingId: id().describe("Which one") },
      from: ({ on }) => [on(Happened, (e) => ({ thingId: e.data.thingId }))],
      sla: { latencyP95: "1s", freshness: "1m", availability: "99%", completeness: "100%" },
      policy: { read: nobody, purposes: ["reporting"], retention: "1y", compliance: [] },
    }),
  ],
});
const weather = remote({ name: "weather", url: "https://weather.example:8443/", products: ["winds@2"] });

test("a mesh lists contexts of this repository and remote ones", () => {
  const mesh = defineMesh({ contexts: [things, weather] });
  expect(mesh.contexts.map((each) => [each.name, isRemote(each)])).toEqual([
    ["things", false],
    ["weather", true],
  ]);
  expect(weather).toEqual({
    kind: "remote",
    name: "weather",
    url: "https://weather.example:8443",
    products: ["winds@2"],
  });
});

test("everything that is wrong with a mesh is told at once", () => {
  const clash = remote({ name: "catalog", url: "http://there", products: ["things@1"] });
  const read = () => {
    throw new Error("never");
  };
  expect(() =>
    defineMesh({ contexts: [things, things, clash], importers: { weather: { csv: read } } }),
  ).toThrow(
    "the mesh cannot be as declared: context things is listed twice; a context cannot be named catalog; " +
      "product things@1 is of two contexts; there are importers for weather, which is no context of this repository",
  );
});

test.each(["weather", "ftp://weather", "http://weather/graphql", "http://weather?x=1"])(
  "%s is no address of a context",
  (url) => {
    expect(() => remote({ name: "weather", url })).toThrow("write http(s)://HOST[:PORT]");
  },
);

test("a remote context has the names of contexts and of products", () => {
  expect(() => remote({ name: "The Weather", url: "http://there" })).toThrow("lower-case words");
  expect(() => remote({ name: "weather", url: "http://there", products: ["winds"] })).toThrow(
    "write name@major",
  );
});
