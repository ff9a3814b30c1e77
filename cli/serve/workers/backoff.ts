/** How long to wait before a worker is started again. */
export interface Backoff {
  /** Milliseconds, after one that lived for so long. */
  after(livedMs: number): number;
}

const FIRST_MS = 250;
const LONGEST_MS = 30_000;
const LONG_LIFE_MS = 60_000;

/** Twice as long each time, a quarter of a second first and half a minute at most; one that lived a minute starts anew. */
export function backoff(): Backoff {
  let next = FIRST_MS;
  return {
    after: (livedMs) => {
      if (livedMs >= LONG_LIFE_MS) next = FIRST_MS;
      const wait = next;
      next = Math.min(next * 2, LONGEST_MS);
      return wait;
    },
  };
}
