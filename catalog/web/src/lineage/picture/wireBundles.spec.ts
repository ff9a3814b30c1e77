import { EVERYTHING } from "../graph/expansion.ts";
import { fieldGraph } from "../graph/fieldGraph.ts";
import { fieldPath } from "../graph/fieldPath.ts";
import { visibleNodes } from "../graph/visibleGraph.ts";
import { layout } from "../layout/layout.ts";
import { sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { layoutRequest, placedPicture } from "./boxes.ts";
import { pictureOf } from "./pictureOf.ts";
import { wireBundles } from "./wireBundles.ts";

const graph = sampleGraph(
  "hub@1",
  Array.from({ length: 100 }, (_, at) => sampleEdge("hub@1", `p${at}@1`, { a: "a", b: "b" })),
);
const fields = fieldGraph(graph);
const picture = pictureOf(graph, fields, {
  nodes: visibleNodes(graph, EVERYTHING),
  level: "field",
  path: fieldPath(fields, "hub@1:a"),
});
const placed = placedPicture(picture, layout(layoutRequest(picture)));
const linesIn = (bundles: ReturnType<typeof wireBundles>): number =>
  bundles.reduce((sum, { line }) => sum + line.split("M").length - 1, 0);

const EVERYWHERE = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };

test("every line is in one bundle, and what is lit is drawn last", () => {
  const bundles = wireBundles(placed, EVERYWHERE, false);
  expect(linesIn(bundles)).toBe(200);
  expect(bundles.map(({ isLit }) => isLit)).toEqual([false, true]);
});

test("lines that pass an area by are left out, those that may cross it are not", () => {
  const { x, y, height } = [...placed.boxes.values()].toSorted((a, b) => a.y - b.y)[0]!;
  const highest = { left: x - 50, top: y, right: x, bottom: y + height };
  expect(linesIn(wireBundles(placed, highest, false))).toBe(2);
  expect(linesIn(wireBundles(placed, { ...highest, left: x + 1_000, right: x + 2_000 }, false))).toBe(0);
});

test("from afar the lines of a node's fields are one, lit or not", () => {
  const bundles = wireBundles(placed, EVERYWHERE, true);
  expect(linesIn(bundles)).toBe(200);
  const unlit = {
    ...placed,
    picture: { ...picture, wires: picture.wires.map((wire) => ({ ...wire, isLit: false })) },
  };
  expect(linesIn(wireBundles(unlit, EVERYWHERE, true))).toBe(100);
});
