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
export function wirePath({ boxes, bends }: PlacedPicture, wire: Wire): string {
  const from = boxes.get(wire.from);
  const to = boxes.get(wire.to);
  if (from === undefined || to === undefined) return "";
  const start = { x: from.x + BOX_WIDTH, y: portOf(from, wire.fields?.from) };
  const end = { x: to.x, y: portOf(to, wire.fields?.to) };
  let line = `M${start.x} ${start.y}`;
  let last: Point = start;
  for (const bend of bends.get(pairKey(wire)) ?? []) {
    line += `${curve(last, bend)}H${bend.x + BOX_WIDTH}`;
    last = { x: bend.x + BOX_WIDTH, y: bend.y };
  }
  return `${line}${curve(last, end)}m${-ARROW} ${-ARROW}l${ARROW} ${ARROW}l${-ARROW} ${ARROW}`;
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
