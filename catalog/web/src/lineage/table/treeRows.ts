import { type Expansion, shownAt } from "../graph/expansion.ts";
import { type Branching, type Side, SIDES } from "../graph/lineageGraph.ts";

/** A row of the tree. The two sides of the root come first; beneath each, what branches off. */
export interface TreeRow {
  /** The way from the root to it, unlike that of any other row. */
  readonly key: string;
  /** SIDE stands for a side of the root, MORE for neighbours of `id` that are folded. */
  readonly kind: "SIDE" | "NODE" | "MORE";
  readonly id: string;
  readonly side: Side;
  /** The row it is beneath, and the node it is a neighbour of. */
  readonly parent: string | undefined;
  readonly neighbourOf: string;
  /** From 1, as are places among siblings. */
  readonly level: number;
  readonly place: number;
  readonly siblings: number;
  /** Undefined where there is nothing beneath. */
  readonly isOpen: boolean | undefined;
  /** Whether its node stands in a row above, with what is beneath it; lineage has diamonds and may have circles. */
  readonly isAbove: boolean;
  /** How many neighbours there are beneath it; for MORE, how many are folded. */
  readonly count: number;
}

/** The rows that are unfolded, from top to bottom. */
export function treeRows(of: Branching, expansion: Expansion): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  SIDES.forEach((side, index) => {
    const seen = new Set([of.root]);
    const count = of.neighbours(of.root, side).length;
    const isOpen = count === 0 ? undefined : shownAt(expansion, { of, id: of.root, side }) > 0;
    const key: string = side;
    const at = { id: of.root, parent: undefined, neighbourOf: of.root, level: 1, place: index + 1 };
    rows.push({ key, kind: "SIDE", side, ...at, siblings: SIDES.length, isOpen, isAbove: false, count });
    if (isOpen === true) addNeighbours({ rows, of, expansion, side, seen }, { key, id: of.root, level: 2 });
  });
  return rows;
}

interface Growing {
  readonly rows: TreeRow[];
  readonly of: Branching;
  readonly expansion: Expansion;
  readonly side: Side;
  /** The nodes that have a row already. */
  readonly seen: Set<string>;
}

interface Beneath {
  readonly key: string;
  readonly id: string;
  readonly level: number;
}

function addNeighbours(growing: Growing, { key: parent, id: neighbourOf, level }: Beneath): void {
  const { rows, of, expansion, side, seen } = growing;
  const all = of.neighbours(neighbourOf, side);
  const shown = all.slice(0, shownAt(expansion, { of, id: neighbourOf, side }));
  const siblings = shown.length + (shown.length < all.length ? 1 : 0);
  const shared = { side, parent, neighbourOf, level, siblings };
  shown.forEach((id, index) => {
    const isAbove = seen.has(id);
    const count = of.neighbours(id, side).length;
    const isOpen = isAbove || count === 0 ? undefined : shownAt(expansion, { of, id, side }) > 0;
    const key = `${parent} ${id}`;
    rows.push({ key, kind: "NODE", id, ...shared, place: index + 1, isOpen, isAbove, count });
    seen.add(id);
    if (isOpen === true) addNeighbours(growing, { key, id, level: level + 1 });
  });
  if (shown.length === all.length) return;
  const count = all.length - shown.length;
  const more = { key: `${parent} +`, kind: "MORE", id: neighbourOf, place: siblings } as const;
  rows.push({ ...more, ...shared, isOpen: undefined, isAbove: false, count });
}
