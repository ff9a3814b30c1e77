import type { EventLog, StoredEvent } from "../../log/eventLog.ts";
import { type Position, START } from "../../log/position.ts";

/** The newest events of a context's log as read once for all of its products. */
export interface LogWindow {
  /** The log as one product sees it: through the window where that reaches, else as `own` reads it. */
  over(own: EventLog): EventLog;
}

/** How many events are kept for a product that is still at work on earlier ones; with more, it reads on its own. */
const KEPT = 5_000;

/**
 * Shares reads of a log among those who are at its end: what one asks for, all get, parsed once. A reader whose position
 * the window has left behind reads on its own until it is back. `log` reads through connections that no product holds.
 */
export function createLogWindow(log: EventLog, kept = KEPT): LogWindow {
  let events: readonly StoredEvent[] = [];
  let end: Position | undefined;
  let reading: Promise<void> | undefined;
  const grow = async (limit: number): Promise<void> => {
    const after = end ?? START;
    const found = await log.read(after, limit);
    // The window was moved meanwhile.
    if (end !== after) return;
    // Nothing is kept while the log is silent.
    events = found.length === 0 ? [] : [...events, ...found].slice(-kept);
    end = found.at(-1)?.position ?? after;
  };
  /** A read that is under way may have begun before what the caller was woken for was there. */
  const growAnew = async (limit: number): Promise<void> => {
    await reading?.catch(() => undefined);
    reading ??= grow(limit).finally(() => (reading = undefined));
    await reading;
  };
  const from = (after: Position, limit: number): readonly StoredEvent[] => {
    const first = events[0]?.position ?? 0;
    return events.slice(after + 1 - first, after + 1 - first + limit);
  };
  const isWithin = (after: Position): boolean =>
    end !== undefined && after <= end && after >= (events[0]?.position ?? end + 1) - 1;
  return {
    over: (own) => ({
      ...own,
      read: async (after, limit) => {
        // Whoever comes first, and whoever is further than all, says where the window is.
        if (end === undefined || after > end) [events, end] = [[], after];
        if (!isWithin(after)) return own.read(after, limit);
        if (after === end) await growAnew(limit);
        return isWithin(after) ? from(after, limit) : own.read(after, limit);
      },
    }),
  };
}
