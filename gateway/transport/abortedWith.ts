import { Line } from "./line.ts";

/** What is told when nobody waits for it any more. */
export interface Abortable {
  abort(): void;
}

const known = new WeakMap<AbortSignal, Line<Abortable>>();

/**
 * Those who are told when a signal is aborted, to be added and deleted as they begin and end. A consumer's connection has
 * one signal for thousands of calls, so that the signal has one listener for all of them.
 */
export function abortedWith(signal: AbortSignal): Line<Abortable> {
  const shared = known.get(signal);
  if (shared !== undefined) return shared;
  const together = new Line<Abortable>();
  signal.addEventListener(
    "abort",
    () => {
      for (let each = together.shift(); each !== undefined; each = together.shift()) each.abort();
    },
    { once: true },
  );
  known.set(signal, together);
  return together;
}
