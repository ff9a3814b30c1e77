import fc from "fast-check";
import { anyLineage, sampleEdge } from "../testing/sampleLineage.ts";
import { type FieldGraph, fieldGraph } from "./fieldGraph.ts";
import { fieldPath, isEdgeOnPath, isOnPath } from "./fieldPath.ts";

const fields = fieldGraph({
  edges: [
    sampleEdge("log_events", "a@1", { score: "data.score", name: "data.name" }),
    sampleEdge("a@1", "b@1", { score: "score" }),
    sampleEdge("b@1", "c@1", { rating: "score" }),
    sampleEdge("a@1", "c@1", { rating: "score" }),
  ],
});

test("the path of a field is all it comes from and all that comes from it", () => {
  const path = fieldPath(fields, "b@1:score");
  expect([...path.up]).toEqual(["a@1:score", "log_events:HAPPENED.data.score"]);
  expect([...path.down]).toEqual(["c@1:rating"]);
  expect(path.nodes).toEqual(new Set(["log_events", "a@1", "b@1", "c@1"]));
  expect(isOnPath(path, "a@1:name")).toBe(false);
});

test("an edge from a source past the field to a use of it is not on its path", () => {
  const path = fieldPath(fields, "b@1:score");
  const past = fields.into("c@1:rating").find(({ from }) => from === "a@1:score")!;
  const through = fields.into("c@1:rating").find(({ from }) => from === "b@1:score")!;
  expect([isEdgeOnPath(path, past), isEdgeOnPath(path, through)]).toEqual([false, true]);
});

test("a path equals what can be reached edge by edge", () => {
  fc.assert(
    fc.property(anyLineage, fc.nat(11), fc.nat(2), (graph, node, name) => {
      const all = fieldGraph(graph);
      const field = `${[...graph.nodes.keys()][node % graph.nodes.size]}:f${name}`;
      const path = fieldPath(all, field);
      expect(path.down).toEqual(reachedByForce(all, field, "from", "to"));
      expect(path.up).toEqual(reachedByForce(all, field, "to", "from"));
    }),
  );
});

function reachedByForce(
  { edges }: FieldGraph,
  start: string,
  near: "from" | "to",
  far: "from" | "to",
): ReadonlySet<string> {
  const reached = new Set(edges.filter((edge) => edge[near] === start).map((edge) => edge[far]));
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const edge of edges) if (reached.has(edge[near])) reached.add(edge[far]);
  }
  return reached;
}
