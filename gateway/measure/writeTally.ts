import { type Durations, durationCounter } from "./durations.ts";

/** What was counted of writing something down. */
export interface WriteTotals {
  /** Requests that wait for it now. */
  readonly waiting: number;
  /** Requests that could not be written down since the process started. */
  readonly failed: number;
  /** Of writes, each of which is of all requests that waited for it. */
  readonly durations: Durations;
}

/** Counts it. */
export interface WriteTally {
  came(): void;
  /** So many that had come were written together, or could not be. */
  ended(requests: number, seconds: number, failed: boolean): void;
  totals(): WriteTotals;
}

const WRITE = "write";
const NONE: Durations = Object.freeze({ count: 0, within: [], secondsSum: 0 });

/** Starts counting. */
export function writeTally(): WriteTally {
  const durations = durationCounter();
  let waiting = 0;
  let failures = 0;
  return {
    came: () => {
      waiting += 1;
    },
    ended: (requests, seconds, failed) => {
      waiting -= requests;
      if (failed) failures += requests;
      durations.add(WRITE, seconds);
    },
    totals: () => ({ waiting, failed: failures, durations: durations.totals().get(WRITE) ?? NONE }),
  };
}
