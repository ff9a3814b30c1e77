/** Runs work, so much of it at once and no more; the rest waits in its order. */
export type AtOnce = <T>(work: () => Promise<T>) => Promise<T>;

/** A commit wakes all who follow a product: this keeps them from asking all at once. */
export function atOnce(most: number): AtOnce {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
