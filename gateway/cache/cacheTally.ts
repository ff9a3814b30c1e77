/**
 * How a question was answered: from what is kept; by working it out; by waiting for the same one to be worked out; or
 * past the cache, because nobody knows where a product stands.
 */
export type Served = "hit" | "miss" | "shared" | "bypass";

/** How often questions were answered in which way. */
export interface CacheTally {
  count(served: Served): Served;
  counts(): Readonly<Record<Served, number>>;
}

/** Nothing counted yet. */
export function cacheTally(): CacheTally {
  const counts: Record<Served, number> = { hit: 0, miss: 0, shared: 0, bypass: 0 };
  return {
    count: (served) => {
      counts[served] += 1;
      return served;
    },
    counts: () => ({ ...counts }),
  };
}
