import type { HashedEvent } from "./hashedEvents.ts";

/** Takes events from batches of whatever size, so many at a time. */
export interface EventCursor {
  /** The next events, fewer at the end. */
  take(count: number): Promise<readonly HashedEvent[]>;
  /** Reads no more. */
  close(): Promise<void>;
}

/** Makes one; it holds no more than one batch and what is taken. */
export function eventCursor(batches: AsyncGenerator<readonly HashedEvent[]>): EventCursor {
  let held: readonly HashedEvent[] = [];
  return {
    take: async (count) => {
      const taken: HashedEvent[] = [];
      while (taken.length < count) {
        if (held.length === 0) {
          const next = await batches.next();
          if (next.done === true) break;
          held = next.value;
        }
        const wanted = count - taken.length;
        taken.push(...held.slice(0, wanted));
        held = held.slice(wanted);
      }
      return taken;
    },
    close: async () => void (await batches.return(undefined)),
  };
}
