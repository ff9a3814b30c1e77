import type { FieldKey } from "../graph/fieldGraph.ts";
import type { PlacedPicture } from "./boxes.ts";
import { portOf } from "./wirePath.ts";

/** Where an arrow key leads to. */
export type Move = "left" | "right" | "up" | "down";

/** The node that an arrow key leads to: the most level neighbour, or the next one of the layer. */
export function nextBox({ boxes, picture }: PlacedPicture, from: string, move: Move): string | undefined {
  const start = boxes.get(from);
  if (start === undefined) return undefined;
  if (move === "left" || move === "right") {
    const ends = picture.wires.flatMap((wire) => endOf(wire.from, wire.to, from, move));
    return nearest(ends, start.y, (id) => boxes.get(id)?.y);
  }
  const layer = [...boxes].filter(([, { x }]) => x === start.x).toSorted(([, a], [, b]) => a.y - b.y);
  const at = layer.findIndex(([id]) => id === from);
  return layer[at + (move === "down" ? 1 : -1)]?.[0];
}

/** The field that an arrow key leads to: one it comes from or that uses it, or the next one of the node. */
export function nextField(
  { boxes, picture }: PlacedPicture,
  node: string,
  from: FieldKey,
  move: Move,
): { readonly node: string; readonly field: FieldKey } | undefined {
  const box = boxes.get(node);
  if (box === undefined) return undefined;
  if (move === "up" || move === "down") {
    const field = box.fields[box.fields.indexOf(from) + (move === "down" ? 1 : -1)];
    return field === undefined ? undefined : { node, field };
  }
  const ends = picture.wires.flatMap(({ from: source, to: target, fields }) => {
    const other = move === "left" ? source : target;
    return fields ? endOf(fields.from, fields.to, from, move).map((field) => ({ node: other, field })) : [];
  });
  return nearest(ends, portOf(box, from), (end) => {
    const other = boxes.get(end.node);
    return other && portOf(other, end.field);
  });
}

/** The other end of a line, if it lies on that side. */
const endOf = (from: string, to: string, at: string, move: "left" | "right"): readonly string[] =>
  move === "left" ? (to === at ? [from] : []) : from === at ? [to] : [];

function nearest<End>(
  ends: readonly End[],
  y: number,
  yOf: (end: End) => number | undefined,
): End | undefined {
  const far = (end: End): number => Math.abs((yOf(end) ?? Infinity) - y);
  return ends.toSorted((a, b) => far(a) - far(b))[0];
}
