import { sampleAnswer, sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { lineageGraph } from "./lineageGraph.ts";

test("neighbours are told once however many edges lead to them, those that lead on to most first", () => {
  const graph = sampleGraph("hub@1", [
    sampleEdge("hub@1", "alone@1"),
    sampleEdge("hub@1", "busy@1"),
    sampleEdge("hub@1", "busy@1"),
    sampleEdge("busy@1", "far@1"),
  ]);
  expect(graph.neighbours("hub@1", "down")).toEqual(["busy@1", "alone@1"]);
  expect(graph.neighbours("far@1", "up")).toEqual(["busy@1"]);
  expect(graph.neighbours("nobody@1", "up")).toEqual([]);
});

test("an edge to what is not told of, or to itself, is left out", () => {
  const answer = sampleAnswer("a@1", [sampleEdge("a@1", "a@1")]);
  const graph = lineageGraph({ ...answer, edges: [...answer.edges, sampleEdge("a@1", "elsewhere@1")] });
  expect(graph?.edges).toEqual([]);
});

test("an answer without nodes is no lineage", () => {
  expect(lineageGraph({ complete: true, nodes: [], edges: [] })).toBeUndefined();
});
