/** What became of an event that was offered: it is in the log now, it was there before, or it was refused. */
export type EventOutcome = "appended" | "known" | "refused";

/** Events of one context and outcome, since the process started. */
export interface EventTotal {
  readonly context: string;
  readonly outcome: EventOutcome;
  readonly events: number;
}

/** Counts events that are offered over HTTP. */
export interface EventCounter {
  /** The context is a registered one, so there are never more counts than those. */
  add(context: string, outcome: EventOutcome, events: number): void;
  totals(): readonly EventTotal[];
}

/** Starts counting. */
export function eventCounter(): EventCounter {
  const counts = new Map<string, Record<EventOutcome, number>>();
  return {
    add: (context, outcome, events) => {
      const found = counts.get(context) ?? { appended: 0, known: 0, refused: 0 };
      counts.set(context, found);
      found[outcome] += events;
    },
    totals: () =>
      [...counts].flatMap(([context, found]) =>
        (Object.entries(found) as [EventOutcome, number][]).map(([outcome, events]) => ({
          context,
          outcome,
          events,
        })),
      ),
  };
}
