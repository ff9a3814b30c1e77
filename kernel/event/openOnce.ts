import type { StoredEvent } from "../log/eventLog.ts";
import type { EventDeclaration, RecordedEvent } from "./event.ts";
import { openEvent } from "./openEvent.ts";

/** Opens a stored event as a declaration reads it; fails with the codes of `openEvent`. */
export type OpenEvent = (declaration: EventDeclaration, stored: StoredEvent) => RecordedEvent;

/**
 * Opens each stored event once for all who fold it. What they share is frozen: a fold that writes into an event fails
 * there, and changes nothing under the folds of others.
 */
export function openOnce(): OpenEvent {
  const opened = new WeakMap<StoredEvent, Map<EventDeclaration, RecordedEvent>>();
  return (declaration, stored) => {
    const known = opened.get(stored) ?? new Map<EventDeclaration, RecordedEvent>();
    const found = known.get(declaration);
    if (found !== undefined) return found;
    const event = frozen(openEvent(declaration, stored));
    opened.set(stored, known.set(declaration, event));
    return event;
  };
}

/** The value, with everything in it, so that it cannot be changed. */
export function frozen<T>(value: T): T {
  if (value === null || typeof value !== "object" || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) frozen(child);
  return Object.freeze(value);
}
