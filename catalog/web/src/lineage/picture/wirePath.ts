import type { FieldKey } from "../graph/fieldGraph.ts";
import type { Point } from "../layout/layout.ts";
import {
  BOX_WIDTH,
  FIELD_HEIGHT,
  FIELDS_TOP,
  HEAD_HEIGHT,
  pairKey,
  type PlacedBox,
  type PlacedPicture,
} from "./boxes.ts";
import type { Wire } from "./pictureOf.ts";

const ARROW = 5;

/** The line of a wire with its arrowhead, as data of an SVG path; empty where an end has no place. */
export function wirePath(placed: PlacedPicture, wire: Wire): string {
  const points = pointsOf(placed, wire);
  const [start] = points;
  if (start === undefined) return "";
  let line = `M${start.x} ${start.y}`;
  // Level past each layer, and in curves between them.
  points.slice(1).forEach((point, index) => {
    line += index % 2 === 0 ? curve(points[index]!, point) : `H${point.x}`;
  });
  return `${line}m${-ARROW} ${-ARROW}l${ARROW} ${ARROW}l${-ARROW} ${ARROW}`;
}

/** The same without curves and arrowhead. */
export const straightPath = (placed: PlacedPicture, wire: Wire): string =>
  pointsOf(placed, wire)
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`)
    .join("");

/** Where a wire begins, enters and leaves the layers that it passes, and ends. */
function pointsOf({ boxes, bends }: PlacedPicture, wire: Wire): readonly Point[] {
  const from = boxes.get(wire.from);
  const to = boxes.get(wire.to);
  if (from === undefined || to === undefined) return [];
  const passed = (bends.get(pairKey(wire)) ?? []).flatMap(({ x, y }) => [
    { x, y },
    { x: x + BOX_WIDTH, y },
  ]);
  return [
    { x: from.x + BOX_WIDTH, y: portOf(from, wire.fields?.from) },
    ...passed,
    { x: to.x, y: portOf(to, wire.fields?.to) },
  ];
}

/** Where a line touches a box: at its field, or at its head. */
export function portOf(box: PlacedBox, field: FieldKey | undefined): number {
  const at = field === undefined ? -1 : box.fields.indexOf(field);
  if (at === -1) return box.y + HEAD_HEIGHT / 2;
  return box.y + HEAD_HEIGHT + FIELDS_TOP + at * FIELD_HEIGHT + FIELD_HEIGHT / 2;
}

/** Leaves and arrives level. One that goes back swings out on both sides. */
function curve(from: Point, to: Point): string {
  const reach = to.x > from.x ? (to.x - from.x) / 2 : 120;
  return `C${from.x + reach} ${from.y} ${to.x - reach} ${to.y} ${to.x} ${to.y}`;
}
