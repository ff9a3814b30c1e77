/** In what order things are done. */
export interface Order<T> {
  /** What must be done before an item, of those that are given. */
  readonly before: (item: T) => readonly T[];
  /** How many may be under way at once; at least 1. */
  readonly atOnce: number;
}

/**
 * Does something with each item, several at once, each after what must be before it. Once one fails nothing more is
 * begun; rejects with the first failure when what is under way has ended. Items that wait for one another go in their
 * order.
 */
export async function runInOrder<T>(
  items: readonly T[],
  { before, atOnce }: Order<T>,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const underWay = new Map<T, Promise<void>>();
  const failures: unknown[] = [];
  const isOpen = (item: T): boolean => waiting.includes(item) || underWay.has(item);
  const begin = (item: T): void => {
    waiting.splice(waiting.indexOf(item), 1);
    const work = run(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(item));
    underWay.set(item, work);
  };
  while (failures.length === 0 && waiting.length > 0) {
    const ready = waiting.filter((item) => !before(item).some((each) => each !== item && isOpen(each)));
    for (const item of ready.slice(0, Math.max(0, atOnce - underWay.size))) begin(item);
    if (underWay.size === 0) begin(waiting[0] as T);
    await Promise.race(underWay.values());
  }
  await Promise.all(underWay.values());
  if (failures.length > 0) throw failures[0];
}
