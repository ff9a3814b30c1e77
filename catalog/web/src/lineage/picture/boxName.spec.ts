import { EVERYTHING } from "../graph/expansion.ts";
import { visibleNodes } from "../graph/visibleGraph.ts";
import { sampleEdge, sampleGraph, sampleNode } from "../testing/sampleLineage.ts";
import { boxName } from "./boxName.ts";

const graph = sampleGraph("profiles@1", [
  sampleEdge("customers_events", "profiles@1"),
  sampleEdge("profiles@1", "scores@1"),
  sampleEdge("profiles@1", "scores@2"),
]);
const sides = (id: string) => visibleNodes(graph, EVERYTHING).get(id)!;

test("a node is named with its kind, its owner and how much there is on both sides", () => {
  const node = sampleNode("profiles@1", { owner: "customers", status: "DEPRECATED" });
  expect(boxName({ node, sides: sides("profiles@1"), fields: [] })).toBe(
    "profiles@1 product · customers deprecated, 1 upstream, 2 downstream",
  );
  const log = sampleNode("customers_events");
  expect(boxName({ node: log, sides: sides("customers_events"), fields: [] })).toBe(
    "customers_events event log, 0 upstream, 1 downstream",
  );
});
