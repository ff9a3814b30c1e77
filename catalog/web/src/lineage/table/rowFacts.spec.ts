import { EVERYTHING } from "../graph/expansion.ts";
import { fieldGraph } from "../graph/fieldGraph.ts";
import { sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { fieldFacts, nodeFacts } from "./rowFacts.ts";
import { treeRows } from "./treeRows.ts";

const graph = sampleGraph("scores@1", [
  sampleEdge("credit_events", "scores@1", { score: "data.score" }, { eventTypes: ["A", "B", "C"] }),
  sampleEdge("people@1", "scores@1", { country: "country", segment: "segment" }, { by: "personId" }),
  sampleEdge("oracle-v2", "scores@1"),
]);

test("a row says what a node is and how it is connected, with the fields where they are asked for", () => {
  const rows = treeRows(graph, EVERYTHING).filter(({ kind }) => kind === "NODE");
  const told = (withFields: boolean) =>
    rows.map(nodeFacts(graph, withFields)).map(({ name, what, how }) => [name, what, how]);
  expect(told(false)).toEqual([
    ["credit_events", "event log", "3 event types"],
    ["oracle-v2", "model", "named by its rows"],
    ["people@1", "product", "joined by personId"],
  ]);
  expect(told(true)[2]).toEqual(["people@1", "product", "joined by personId: country, segment"]);
});

test("a row of a field says of what it is and how it is derived", () => {
  const fields = fieldGraph(graph);
  const rows = treeRows({ root: "scores@1:country", neighbours: fields.neighbours }, EVERYTHING);
  const row = rows.find(({ kind }) => kind === "NODE")!;
  expect(fieldFacts(graph, fields)(row)).toMatchObject({ name: "country", what: "people@1", how: "value" });
});
