import { setTimeout } from "node:timers/promises";

/** A sleep that a ring ends early, also a ring that came while awake. */
export interface Bell {
  ring(): void;
  waitFor(milliseconds: number): Promise<void>;
}

/** Makes a bell. */
export function createBell(): Bell {
  let rung = new AbortController();
  return {
    ring: () => rung.abort(),
    waitFor: async (milliseconds) => {
      await setTimeout(milliseconds, undefined, { signal: rung.signal }).catch(() => undefined);
      rung = new AbortController();
    },
  };
}
