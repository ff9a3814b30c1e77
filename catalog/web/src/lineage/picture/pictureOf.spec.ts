import { EVERYTHING, NEAREST } from "../graph/expansion.ts";
import { fieldGraph } from "../graph/fieldGraph.ts";
import { fieldPath } from "../graph/fieldPath.ts";
import { visibleNodes } from "../graph/visibleGraph.ts";
import { sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { pictureOf } from "./pictureOf.ts";

const graph = sampleGraph("scores@1", [
  sampleEdge("credit_events", "scores@1", { score: "data.score" }, { eventTypes: ["SCORED"] }),
  sampleEdge("credit_events", "scores@1", { score: "data.score" }, { eventTypes: ["CORRECTED"] }),
  sampleEdge("people@1", "scores@1", { country: "country" }),
  sampleEdge("oracle-v2", "scores@1"),
  sampleEdge("people_events", "people@1", { country: "data.country" }),
]);
const fields = fieldGraph(graph);

test("between products there is one line for each kind of edge, labelled with what passes", () => {
  const { wires } = pictureOf(graph, fields, {
    nodes: visibleNodes(graph, NEAREST),
    level: "product",
    path: undefined,
  });
  expect(wires.map(({ from, kind, label }) => [from, kind, label])).toEqual([
    ["credit_events", "EVENTS", "2 event types"],
    ["people@1", "JOIN", ""],
    ["oracle-v2", "MODEL", ""],
  ]);
});

test("at the level of fields nodes list the fields that lines begin or end at, and a model stands for itself", () => {
  const { nodes, wires } = pictureOf(graph, fields, {
    nodes: visibleNodes(graph, NEAREST),
    level: "field",
    path: undefined,
  });
  const listed = new Map(nodes.map(({ node, fields: own }) => [node.id, own]));
  expect(listed.get("scores@1")).toEqual(["scores@1:country", "scores@1:score"]);
  expect(listed.get("credit_events")).toEqual([
    "credit_events:CORRECTED.data.score",
    "credit_events:SCORED.data.score",
  ]);
  expect(listed.get("oracle-v2")).toEqual([]);
  expect(wires.find(({ from }) => from === "oracle-v2")?.fields).toBeUndefined();
});

test("of a lit field just the lines of its path are lit", () => {
  const path = fieldPath(fields, "scores@1:country");
  const { wires } = pictureOf(graph, fields, {
    nodes: visibleNodes(graph, EVERYTHING),
    level: "field",
    path,
  });
  expect(wires.filter(({ isLit }) => isLit).map(({ from }) => from)).toEqual(["people@1", "people_events"]);
});

test("a field that takes no part is listed where it is lit", () => {
  const path = fieldPath(fields, "scores@1:unknown");
  const { nodes } = pictureOf(graph, fields, { nodes: visibleNodes(graph, NEAREST), level: "field", path });
  expect(nodes[0]?.fields).toContain("scores@1:unknown");
});
