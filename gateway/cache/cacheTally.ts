/**
 * How a question was answered: from what is kept; by working it out; by waiting for the same one to be worked out; or
 * past the cache, because nobody knows where a product stands.
 */
export type Served = "hit" | "miss" | "shared" | "bypass";

/** How often questions were answered in which way. */
export interface CacheTally {
  count(served: Served): Served;
  counts(): Readonly<Record<Served, number>>;
  /** The cache of the mesh that is served from now on. */
  keeps(cache: KeptBytes): void;
  /** Undefined while there is none. */
  kept(): { readonly bytes: number; readonly limit: number } | undefined;
}

/** How much a cache keeps, and may keep. */
export interface KeptBytes {
  readonly bytes: () => number;
  readonly limit: number;
}

/** Nothing counted yet. */
export function cacheTally(): CacheTally {
  const counts: Record<Served, number> = { hit: 0, miss: 0, shared: 0, bypass: 0 };
  let cache: KeptBytes | undefined;
  return {
    keeps: (next) => {
      cache = next;
    },
    kept: () => cache && { bytes: cache.bytes(), limit: cache.limit },
    count: (served) => {
      counts[served] += 1;
      return served;
    },
    counts: () => ({ ...counts }),
  };
}
