/** Events that are read, as a replay contract names them. */
export interface Stream {
  readonly log: string;
  readonly eventTypes: readonly string[];
}

/** What a log holds, as the catalog tells it. */
export interface Log {
  readonly name: string;
  readonly eventTypes?: readonly { readonly type: string; readonly count: number }[] | null;
}

/** How many events of these streams there are; null when one of the logs does not tell. */
export function eventsToRead(streams: readonly Stream[], logs: readonly Log[]): number | null {
  const counts = streams.map(({ log, eventTypes }) => {
    const held = logs.find(({ name }) => name === log)?.eventTypes ?? null;
    if (held === null) return null;
    return held.filter(({ type }) => eventTypes.includes(type)).reduce((sum, { count }) => sum + count, 0);
  });
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
}
