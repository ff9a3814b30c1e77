import fc from "fast-check";
import { anyLineage, sampleAnswer, sampleEdge, sampleNode } from "../testing/sampleLineage.ts";
import { fieldGraph } from "./fieldGraph.ts";
import { fieldPath, reach } from "./fieldPath.ts";
import { impact } from "./impact.ts";
import { lineageGraph } from "./lineageGraph.ts";

const edges = [
  sampleEdge("log_events", "a@1", { score: "data.score" }),
  sampleEdge("a@1", "b@1", { score: "score" }),
  sampleEdge("b@1", "c@1", { rating: "score" }),
  sampleEdge("a@1", "c@1", { name: "name" }),
  sampleEdge("a@1", "d@1", { name: "name" }),
];
const OWNERS: Readonly<Record<string, string>> = { "b@1": "risk", "c@1": "sales", "d@1": "sales" };
const answer = sampleAnswer("a@1", edges);
const graph = lineageGraph({
  ...answer,
  nodes: answer.nodes.map(({ id }) => {
    const owner = OWNERS[id] ?? null;
    return sampleNode(id, { owner, contact: owner && `${owner}@x.example` });
  }),
})!;

test("a change touches everything downstream, the nearest first, and the teams that answer for it", () => {
  const { products, teams } = impact(graph);
  expect(products.map(({ node, distance }) => [node.id, distance])).toEqual([
    ["b@1", 1],
    ["c@1", 1],
    ["d@1", 1],
  ]);
  expect(teams).toEqual([
    { team: "sales", contact: "sales@x.example", products: 2 },
    { team: "risk", contact: "risk@x.example", products: 1 },
  ]);
});

test("a change of a field touches only products with fields that come from it", () => {
  const { products } = impact(graph, fieldPath(fieldGraph(graph), "a@1:score"));
  expect(products.map(({ node, fields }) => [node.id, fields])).toEqual([
    ["b@1", ["b@1:score"]],
    ["c@1", ["c@1:rating"]],
  ]);
});

test("all that is downstream is touched once, and nothing is nearer than what leads to it", () => {
  fc.assert(
    fc.property(anyLineage, (any) => {
      const { products } = impact(any);
      const ids = products.map(({ node }) => node.id);
      expect(new Set(ids)).toEqual(
        new Set([...reach(any, any.root, "down")].filter((id) => id !== any.root)),
      );
      expect(ids.length).toBe(new Set(ids).size);
      const distance = new Map([
        [any.root, 0],
        ...products.map((each) => [each.node.id, each.distance] as const),
      ]);
      for (const { from, to } of any.edges) {
        const start = distance.get(from);
        if (start !== undefined) expect(distance.get(to)).toBeLessThanOrEqual(start + 1);
      }
    }),
  );
});
