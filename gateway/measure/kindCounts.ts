/** Counts of a few kinds of one thing. */
export interface KindCounts<Kind extends string> {
  /** One more, or so many more; fewer, where it is negative. */
  add(kind: Kind, by?: number): void;
  counts(): Readonly<Record<Kind, number>>;
}

/** None of any kind yet. */
export function kindCounts<Kind extends string>(kinds: readonly Kind[]): KindCounts<Kind> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  return {
    add: (kind, by = 1) => {
      counts[kind] += by;
    },
    counts: () => ({ ...counts }),
  };
}
