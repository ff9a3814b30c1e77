import type { EventEmitter } from "node:events";

/** How a process is told to stop, and what becomes of it. */
export interface StopSignals {
  /** Where the signals arrive: `process`. */
  readonly process: EventEmitter;
  readonly say: (message: string) => void;
  /** Ends the process at once. */
  readonly end: () => void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Resolves at the first signal to stop, which is said at once, however long the stopping takes. A second one ends the
 * process where it stands.
 */
export function stopRequested({ process, say, end }: StopSignals): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (): void => {
      if (asked) {
        say("ended before everything was stopped; the next start takes over what is left");
        return end();
      }
      asked = true;
      say("stopping (once more ends it at once)");
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  });
}
