import type { Area } from "./areaInView.ts";
import { BOX_WIDTH, pairKey, type PlacedPicture } from "./boxes.ts";
import type { Wire } from "./pictureOf.ts";
import { straightPath, wirePath } from "./wirePath.ts";

/** Lines that look alike, as one: data of an SVG path. */
export interface WireBundle extends Pick<Wire, "isLit" | "isLoose"> {
  readonly line: string;
}

/**
 * Bundles the lines of a picture that may cross an area; what is lit comes last, to be drawn above all else. One path
 * of many lines is drawn much faster than many paths. From afar lines are straight, and there is one between two nodes
 * whatever fields it is for.
 */
export function wireBundles(placed: PlacedPicture, area: Area, isFar: boolean): readonly WireBundle[] {
  const wires = placed.picture.wires.filter((wire) => mayCross(placed, wire, area));
  const alike = Map.groupBy(isFar ? onePerPair(wires) : wires, ({ isLit, isLoose }) => `${isLit} ${isLoose}`);
  const bundles = [...alike.values()].flatMap((same): readonly WireBundle[] => {
    const [first] = same;
    if (first === undefined) return [];
    const line = same.map((wire) => (isFar ? straightPath(placed, wire) : wirePath(placed, wire))).join("");
    return [{ isLit: first.isLit, isLoose: first.isLoose, line }];
  });
  return bundles.toSorted((a, b) => Number(a.isLit) - Number(b.isLit));
}

const onePerPair = (wires: readonly Wire[]): readonly Wire[] => [
  ...new Map(wires.map((wire) => [`${wire.isLit} ${pairKey(wire)}`, wire])).values(),
];

/** Whether the rectangle around a line reaches into an area; one that goes back swings out of it, and always may. */
function mayCross({ boxes, bends }: PlacedPicture, wire: Wire, { left, top, right, bottom }: Area): boolean {
  const from = boxes.get(wire.from);
  const to = boxes.get(wire.to);
  if (from === undefined || to === undefined) return false;
  if (to.x <= from.x) return true;
  const heights = [from, to, ...(bends.get(pairKey(wire)) ?? [])].map(({ y }) => y);
  const lowest = Math.max(from.y + from.height, to.y + to.height, ...heights);
  return from.x + BOX_WIDTH <= right && to.x >= left && Math.min(...heights) <= bottom && lowest >= top;
}
