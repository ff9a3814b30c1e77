import type { Branching, Side } from "./lineageGraph.ts";

/** How many neighbours a side shows when it is opened. */
export const FIRST = 8;
/** How many more it shows each time that more are asked for. */
const STEP = 50;

/** What is unfolded: everything or what is next to the product, but for the sides that were changed. */
export interface Expansion {
  readonly all: boolean;
  /** How many neighbours a side shows, by the key of the side. */
  readonly changed: ReadonlyMap<string, number>;
}

/** As lineage is first shown: the nearest neighbours on both sides. */
export const NEAREST: Expansion = Object.freeze({ all: false, changed: new Map() });

/** All there is. */
export const EVERYTHING: Expansion = Object.freeze({ all: true, changed: new Map() });

/** A side of a node of what branches. */
export interface At {
  readonly of: Pick<Branching, "root">;
  readonly id: string;
  readonly side: Side;
}

/** How many neighbours a side shows at most. */
export const shownAt = (expansion: Expansion, at: At): number =>
  expansion.changed.get(sideKey(at)) ?? shownAtFirst(expansion, at);

/** Opens a side, or shows more of one that is open. */
export function unfold(expansion: Expansion, at: At): Expansion {
  const shown = shownAt(expansion, at);
  return withShown(expansion, at, shown > 0 ? shown + STEP : expansion.all ? Infinity : FIRST);
}

/** Folds a side. What was unfolded beyond it is unfolded again when it is opened. */
export const fold = (expansion: Expansion, at: At): Expansion => withShown(expansion, at, 0);

function withShown(expansion: Expansion, at: At, shown: number): Expansion {
  const changed = new Map(expansion.changed);
  if (shown === shownAtFirst(expansion, at)) changed.delete(sideKey(at));
  else changed.set(sideKey(at), shown);
  return { ...expansion, changed };
}

function shownAtFirst({ all }: Expansion, { of: { root }, id }: At): number {
  if (all) return Infinity;
  return id === root ? FIRST : 0;
}

const KEY = /^([ud][0-9a-z]{1,7})(?:-(\d{1,5}))?$/;

/** Reads what `writeExpansion` wrote; what is not understood is left out. */
export function readExpansion(text = ""): Expansion {
  const parts = text.split(".");
  const changed = parts.flatMap((part) => {
    const [, key, shown] = KEY.exec(part) ?? [];
    return key === undefined ? [] : [[key, shown === undefined ? FIRST : Number(shown)] as const];
  });
  return { all: parts[0] === "all", changed: new Map(changed) };
}

/** As it stands in an address: `all`, then each changed side with how many it shows; undefined for the nearest. */
export function writeExpansion({ all, changed }: Expansion): string | undefined {
  const sides = [...changed].map(([key, shown]) => (shown === FIRST ? key : `${key}-${shown}`));
  const parts = [...(all ? ["all"] : []), ...sides.toSorted()];
  return parts.length === 0 ? undefined : parts.join(".");
}

/** The key of a side: `u` or `d`, and the name's hash (FNV-1a, 32 bits), since names are long and may hold anything. */
function sideKey({ id, side }: At): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return `${side === "up" ? "u" : "d"}${(hash >>> 0).toString(36)}`;
}
