import { EVERYTHING, NEAREST } from "../graph/expansion.ts";
import { sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { moveInTree } from "./moveInTree.ts";
import { treeRows } from "./treeRows.ts";

const graph = sampleGraph("a@1", [
  sampleEdge("a@1", "b@1"),
  sampleEdge("a@1", "c@1"),
  sampleEdge("b@1", "d@1"),
  sampleEdge("c@1", "d@1"),
]);
const folded = treeRows(graph, NEAREST);
const open = treeRows(graph, EVERYTHING);
const at = (rows: typeof open, id: string, isAbove = false): number =>
  rows.findIndex((row) => row.kind === "NODE" && row.id === id && row.isAbove === isAbove);

test("up, down, Home and End go from row to row and stay within", () => {
  expect(moveInTree(open, 0, "ArrowDown")).toEqual({ kind: "go", index: 1 });
  expect(moveInTree(open, 0, "ArrowUp")).toEqual({ kind: "go", index: 0 });
  expect(moveInTree(open, 2, "Home")).toEqual({ kind: "go", index: 0 });
  expect(moveInTree(open, 2, "End")).toEqual({ kind: "go", index: open.length - 1 });
});

test("right opens what is closed, goes into what is open, and on an end does nothing", () => {
  expect(moveInTree(folded, at(folded, "b@1"), "ArrowRight")).toEqual({ kind: "open" });
  expect(moveInTree(open, at(open, "b@1"), "ArrowRight")).toEqual({ kind: "go", index: at(open, "d@1") });
  expect(moveInTree(open, at(open, "d@1"), "ArrowRight")).toBeUndefined();
});

test("left closes what is open, and else goes to the row it is beneath", () => {
  expect(moveInTree(open, at(open, "b@1"), "ArrowLeft")).toEqual({ kind: "close" });
  expect(moveInTree(open, at(open, "d@1"), "ArrowLeft")).toEqual({ kind: "go", index: at(open, "b@1") });
  expect(moveInTree(open, 0, "ArrowLeft")).toBeUndefined();
});

test("right on a row that says see above goes there", () => {
  expect(moveInTree(open, at(open, "d@1", true), "ArrowRight")).toEqual({
    kind: "go",
    index: at(open, "d@1"),
  });
});

test("other keys are left alone", () => {
  expect(moveInTree(open, 1, "a")).toBeUndefined();
  expect(moveInTree([], 0, "ArrowDown")).toBeUndefined();
});
