import { WHOLE_EVENT } from "./value.ts";

/**
 * A part of an event in words: `CREDIT_SCORED.score` of its payload, `CREDIT_SCORED occurredAt` of what is around it,
 * `CREDIT_SCORED` where only the event as a whole is known. Of several types it is `event`.
 */
export function sourceText(eventTypes: readonly string[], path: string): string {
  const event = eventTypes.length === 1 ? (eventTypes[0] ?? "") : "event";
  if (path === WHOLE_EVENT || path === "data") return event;
  return path.startsWith("data.") ? `${event}.${path.slice("data.".length)}` : `${event} ${path}`;
}

/** Event types in words, the first of them by name: `A_SUBMITTED, A_ACCEPTED, O_SENT and 21 more`. */
export function eventTypesText(eventTypes: readonly string[], most = 3): string {
  const more = eventTypes.length - most;
  const named = eventTypes.slice(0, most).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}
