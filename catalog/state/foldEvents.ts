import type { StoredEvent } from "@datamesh/kernel/log";
import type { CatalogState } from "./catalogState.ts";
import { foldEvent } from "./foldEvent.ts";

/** An event that could not be folded, and why. */
export interface RefusedEvent {
  readonly event: StoredEvent;
  readonly reason: string;
}

/** The state after some events, and which of them changed nothing because they could not be folded. */
export function foldEvents(
  before: CatalogState,
  events: readonly StoredEvent[],
): { readonly state: CatalogState; readonly refused: readonly RefusedEvent[] } {
  let state = before;
  const refused: RefusedEvent[] = [];
  for (const event of events) {
    const step = foldEvent(state, event);
    state = step.state;
    if (step.refused !== undefined) refused.push({ event, reason: step.refused });
  }
  return { state, refused };
}
