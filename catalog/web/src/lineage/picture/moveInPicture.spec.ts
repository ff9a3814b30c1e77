import { EVERYTHING } from "../graph/expansion.ts";
import { fieldGraph } from "../graph/fieldGraph.ts";
import { visibleNodes } from "../graph/visibleGraph.ts";
import { layout } from "../layout/layout.ts";
import { sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { layoutRequest, placedPicture } from "./boxes.ts";
import { nextBox, nextField } from "./moveInPicture.ts";
import { pictureOf } from "./pictureOf.ts";
import { straightPath, wirePath } from "./wirePath.ts";

const graph = sampleGraph("b@1", [
  sampleEdge("a@1", "b@1", { x: "x", y: "y" }),
  sampleEdge("b@1", "c@1", { x: "x" }),
  sampleEdge("b@1", "d@1", { y: "y" }),
]);
const picture = pictureOf(graph, fieldGraph(graph), {
  nodes: visibleNodes(graph, EVERYTHING),
  level: "field",
  path: undefined,
});
const placed = placedPicture(picture, layout(layoutRequest(picture)));

test("left and right lead to neighbours, up and down along the layer, and at the end nowhere", () => {
  expect(nextBox(placed, "b@1", "left")).toBe("a@1");
  expect(["c@1", "d@1"]).toContain(nextBox(placed, "b@1", "right"));
  expect(nextBox(placed, "c@1", "left")).toBe("b@1");
  const [upper, lower] =
    placed.boxes.get("c@1")!.y < placed.boxes.get("d@1")!.y ? ["c@1", "d@1"] : ["d@1", "c@1"];
  expect(nextBox(placed, upper!, "down")).toBe(lower);
  expect(nextBox(placed, upper!, "up")).toBeUndefined();
  expect(nextBox(placed, "a@1", "left")).toBeUndefined();
  expect(nextBox(placed, "nobody@1", "left")).toBeUndefined();
});

test("from a field the arrow keys lead along its lines and through its node", () => {
  expect(nextField(placed, "b@1", "b@1:x", "left")).toEqual({ node: "a@1", field: "a@1:x" });
  expect(nextField(placed, "b@1", "b@1:y", "right")).toEqual({ node: "d@1", field: "d@1:y" });
  expect(nextField(placed, "b@1", "b@1:x", "down")).toEqual({ node: "b@1", field: "b@1:y" });
  expect(nextField(placed, "b@1", "b@1:x", "up")).toBeUndefined();
});

test("a line goes from the edge of one box to the edge of the other, at the height of its fields", () => {
  const wire = picture.wires.find(({ fields }) => fields?.from === "a@1:y")!;
  const [a, b] = [placed.boxes.get("a@1")!, placed.boxes.get("b@1")!];
  const [start = "", end = ""] = wirePath(placed, wire).split("C");
  expect(start).toMatch(new RegExp(`^M${a.x + 248} `));
  expect(end).toContain(`${b.x} `);
  expect(wirePath(placed, { ...wire, to: "nobody@1" })).toBe("");
  expect(straightPath(placed, wire)).toMatch(new RegExp(`^M${a.x + 248} [^L]*L${b.x} [^L]*$`));
});
