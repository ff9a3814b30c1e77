import type { ReplayOptions } from "../replay/replayWork.ts";

/** When a replay in memory is to write what it has. */
export interface Flushes {
  /** Counts events, and says whether it is time. */
  isDue(events: number): boolean;
  /** Writes, and begins to count anew. The longer it takes, the longer until the next. */
  flush<T>(write: () => Promise<T>): Promise<T>;
}

const A_MINUTE = 60_000;
/** Writing may take this part of the time, at most. */
const SHARE = 10;

/** Decides by time, and by events where that is asked for. */
export function flushes(options: ReplayOptions, now: () => number = () => performance.now()): Flushes {
  const least = options.flushMilliseconds ?? A_MINUTE;
  let pause = least;
  let since = now();
  let events = 0;
  return {
    isDue: (more) => {
      events += more;
      return now() - since >= pause || events >= (options.flushEvents ?? Number.POSITIVE_INFINITY);
    },
    flush: async (write) => {
      const begun = now();
      const result = await write();
      since = now();
      pause = Math.max(least, (since - begun) * SHARE);
      events = 0;
      return result;
    },
  };
}
