import { catalogSchema } from "../../catalog/index.ts";
import { composes } from "./composeMesh.ts";

/** The catalog and a context with this schema. */
async function withShop(sdl: string) {
  return [
    { name: "catalog", sdl: (await catalogSchema()).sdl, products: [] },
    { name: "shop", sdl, products: [] },
  ];
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@shareable", "@inaccessible"])\n`;

test("what makes a mesh has no problems", async () => {
  expect(await composes(await withShop("scalar Nothing"))).toEqual([]);
});

test.each([
  ["an enum of another", "enum Classification { EVIL }", "Classification"],
  ["a field that nobody rules on", "extend type Query { steal: String }", "Query.steal: no rule"],
  ["a type of all that it hides", `${LINK}type PageInfo @inaccessible { x: Int @shareable }`, "PageInfo"],
  ["what does not parse", "type Query {", "[shop] Syntax Error"],
  ["what is nested too deeply", `input A { a: ${"[".repeat(20_000)}Int${"]".repeat(20_000)} }`, "call stack"],
])("a context makes no mesh with %s", async (_what, sdl, problem) => {
  expect((await composes(await withShop(sdl))).join("\n")).toContain(problem);
});
