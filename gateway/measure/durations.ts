import { LATENCY_BOUNDS } from "./productTotals.ts";

/** How long things of one kind took since the process started. */
export interface Durations {
  readonly count: number;
  /** How many within each of LATENCY_BOUNDS, each bound including those below it. */
  readonly within: readonly number[];
  readonly secondsSum: number;
}

/** Counts durations by kind; whoever counts keeps the kinds few. */
export interface DurationCounter {
  add(kind: string, seconds: number): void;
  readonly totals: () => ReadonlyMap<string, Durations>;
}

interface Mutable {
  secondsSum: number;
  /** How many between one bound and the next, and beyond the last. */
  readonly between: number[];
}

/** Starts counting. */
export function durationCounter(): DurationCounter {
  const kinds = new Map<string, Mutable>();
  return {
    add: (kind, seconds) => {
      let found = kinds.get(kind);
      if (found === undefined) {
        found = { secondsSum: 0, between: [...LATENCY_BOUNDS, Infinity].map(() => 0) };
        kinds.set(kind, found);
      }
      let at = 0;
      while (at < LATENCY_BOUNDS.length && seconds > (LATENCY_BOUNDS[at] as number)) at += 1;
      found.between[at] = (found.between[at] as number) + 1;
      found.secondsSum += seconds;
    },
    totals: () => new Map([...kinds].map(([kind, found]) => [kind, told(found)])),
  };
}

function told({ between, secondsSum }: Mutable): Durations {
  let count = 0;
  const within = between.map((each) => (count += each));
  return { count, within: within.slice(0, -1), secondsSum };
}
