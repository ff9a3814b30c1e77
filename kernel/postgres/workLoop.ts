import { setTimeout } from "node:timers/promises";

/** Work that goes on until it is stopped. */
export interface WorkLoop {
  /** Something new may be there to do: ends a sleep, also one that has not begun yet. */
  wake(): void;
  /** Resolves when the step under way is done. */
  stop(): Promise<void>;
}

/** What is done, and how eagerly. */
export interface Work {
  /** Does a piece of work, and answers whether there was any. */
  readonly step: () => Promise<boolean>;
  /** How long to sleep without a wake-up when there was none. */
  readonly pollMilliseconds: number;
  readonly onFailure: (error: unknown) => void;
}

const FIRST_PAUSE = 500;
/** Short, so that work goes on within seconds once what it needs is back. */
const LONGEST_PAUSE = 4_000;

/** Steps on while there is work, sleeps when there is none, and tries again after growing pauses when a step fails. */
export function startWorkLoop({ step, pollMilliseconds, onFailure }: Work): WorkLoop {
  let woken = new AbortController();
  let stopped = false;
  let failures = 0;
  const pauseAfterStep = async (): Promise<number> => {
    try {
      const worked = await step();
      failures = 0;
      return worked ? 0 : pollMilliseconds;
    } catch (error) {
      failures += 1;
      onFailure(error);
      return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 10));
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      const pause = await pauseAfterStep();
      if (pause === 0 || stopped) continue;
      await setTimeout(pause, undefined, { signal: woken.signal }).catch(() => undefined);
      woken = new AbortController();
    }
  };
  const running = run();
  return {
    wake: () => woken.abort(),
    stop: () => {
      stopped = true;
      woken.abort();
      return running;
    },
  };
}
