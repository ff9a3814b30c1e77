import type { StoredEvent } from "@datamesh/kernel/log";
import type { CatalogRecord } from "./catalogRecord.ts";
import type { CatalogState } from "./catalogState.ts";
import { foldEvent } from "./foldEvent.ts";

/** An event that could not be folded, and why. */
export interface RefusedEvent {
  readonly event: StoredEvent;
  readonly reason: string;
}

/** What became of some events. */
export interface FoldedEvents {
  readonly state: CatalogState;
  /** What they add to the records, in their order. */
  readonly records: readonly CatalogRecord[];
  /** Which of them changed nothing because they could not be folded. */
  readonly refused: readonly RefusedEvent[];
}

/** The state after some events, what they add to the records, and which could not be folded. */
export function foldEvents(before: CatalogState, events: readonly StoredEvent[]): FoldedEvents {
  let state = before;
  const records: CatalogRecord[] = [];
  const refused: RefusedEvent[] = [];
  for (const event of events) {
    const step = foldEvent(state, event);
    state = step.state;
    if (step.record !== undefined) records.push(step.record);
    if (step.refused !== undefined) refused.push({ event, reason: step.refused });
  }
  return { state, records, refused };
}
