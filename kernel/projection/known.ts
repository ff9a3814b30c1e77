import type { Row } from "../product/dataProduct.ts";
import type { ProductRef } from "../product/names.ts";

/**
 * What a fold needs to know of the state before a batch. It starts empty; a pass over the batch answers what is
 * missing, the adapter fills it in, and the pass is repeated until nothing is. Folds are pure, so repeating them
 * changes nothing.
 */
export interface Known {
  /** Key -> row, or null when there is none. */
  readonly rows: Map<string, Row | null>;
  /** Key -> member -> whether it was seen before. */
  readonly members: Map<string, Map<string, boolean>>;
  /** Upstream -> key -> its row at the cut before the batch, or null. */
  readonly upstream: Map<ProductRef, Map<string, Row | null>>;
  /** Upstream -> its key -> keys of the rows that point to it. */
  readonly referrers: Map<ProductRef, Map<string, readonly string[]>>;
}

/** The same shape, holding what was asked for and not known. */
export interface Needs {
  readonly rows: Set<string>;
  readonly members: Map<string, Set<string>>;
  readonly upstream: Map<ProductRef, Set<string>>;
  readonly referrers: Map<ProductRef, Set<string>>;
}

export const nothingKnown = (): Known => ({
  rows: new Map(),
  members: new Map(),
  upstream: new Map(),
  referrers: new Map(),
});

export const noNeeds = (): Needs => ({
  rows: new Set(),
  members: new Map(),
  upstream: new Map(),
  referrers: new Map(),
});

export const isEmpty = (needs: Needs): boolean =>
  needs.rows.size + needs.members.size + needs.upstream.size + needs.referrers.size === 0;

/** The map's value for the key, made when absent. */
export function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
