import fc from "fast-check";
import { EVERYTHING, NEAREST, unfold } from "../graph/expansion.ts";
import { reach } from "../graph/fieldPath.ts";
import { anyLineage, sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { treeRows } from "./treeRows.ts";

const diamond = sampleGraph("a@1", [
  sampleEdge("a@1", "b@1"),
  sampleEdge("a@1", "c@1"),
  sampleEdge("b@1", "d@1"),
  sampleEdge("c@1", "d@1"),
  sampleEdge("d@1", "e@1"),
]);
const text = (rows: ReturnType<typeof treeRows>): readonly string[] =>
  rows.map(
    ({ kind, id, level, isAbove }) => `${level} ${kind === "SIDE" ? "side" : id}${isAbove ? " (above)" : ""}`,
  );

test("at first the two sides of the product stand open", () => {
  const rows = treeRows(diamond, NEAREST);
  expect(text(rows)).toEqual(["1 side", "1 side", "2 b@1", "2 c@1"]);
  expect(rows.map(({ isOpen }) => isOpen)).toEqual([undefined, true, false, false]);
  expect(rows.map(({ place, siblings }) => [place, siblings])).toEqual([
    [1, 2],
    [2, 2],
    [1, 2],
    [2, 2],
  ]);
});

test("a node that two lead to stands beneath the first, and beneath the second it is said to stand above", () => {
  expect(text(treeRows(diamond, EVERYTHING))).toEqual([
    "1 side",
    "1 side",
    "2 b@1",
    "3 d@1",
    "4 e@1",
    "2 c@1",
    "3 d@1 (above)",
  ]);
});

test("a circle ends where it comes back", () => {
  const circle = sampleGraph("a@1", [sampleEdge("a@1", "b@1"), sampleEdge("b@1", "a@1")]);
  expect(text(treeRows(circle, EVERYTHING))).toEqual([
    "1 side",
    "2 b@1",
    "3 a@1 (above)",
    "1 side",
    "2 b@1",
    "3 a@1 (above)",
  ]);
});

test("of many neighbours the rest is one row that counts them", () => {
  const hub = sampleGraph(
    "hub@1",
    Array.from({ length: 100 }, (_, at) => sampleEdge("hub@1", `p${at}@1`)),
  );
  const last = treeRows(hub, NEAREST).at(-1);
  expect(last).toMatchObject({ kind: "MORE", id: "hub@1", count: 92, place: 9, siblings: 9 });
  const more = treeRows(hub, unfold(NEAREST, { of: hub, id: "hub@1", side: "down" }));
  expect(more.at(-1)).toMatchObject({ kind: "MORE", count: 42 });
});

test("unfolded entirely, every node of a side has one row with what is beneath it, and keys are unlike", () => {
  fc.assert(
    fc.property(anyLineage, (graph) => {
      const rows = treeRows(graph, EVERYTHING);
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      for (const side of ["up", "down"] as const) {
        const once = rows.filter((row) => row.kind === "NODE" && row.side === side && !row.isAbove);
        const expected = [...reach(graph, graph.root, side)].filter((id) => id !== graph.root);
        expect(once.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
      }
    }),
  );
});
