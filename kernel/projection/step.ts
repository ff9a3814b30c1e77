import type { RecordedEvent } from "../event/event.ts";
import type { Position } from "../log/position.ts";
import type { Row } from "../product/dataProduct.ts";
import type { ProductRef } from "../product/names.ts";

/** A change of an upstream product's row, as its history tells it. `row` is null when it was removed. */
export interface UpstreamChange {
  readonly position: Position;
  readonly key: string;
  readonly row: Row | null;
}

/** One thing a projection folds: an event of its own context's log, or a change of an upstream product. */
export type Step =
  | { readonly kind: "event"; readonly event: RecordedEvent }
  | { readonly kind: "unreadable"; readonly event: Omit<RecordedEvent, "data">; readonly reason: string }
  | { readonly kind: "change"; readonly product: ProductRef; readonly change: UpstreamChange };

/** The input's name in cuts, histories and quarantine: `events` for the own log, else `name@major`. */
export const OWN_LOG = "events";
export const inputOf = (step: Step): string => (step.kind === "change" ? step.product : OWN_LOG);
export const positionOf = (step: Step): Position =>
  step.kind === "change" ? step.change.position : step.event.position;

/** A row after one input event changed it; `row` is null when the event removed it. */
export interface RowVersion {
  readonly key: string;
  readonly row: Row | null;
  readonly input: string;
  readonly inputPosition: Position;
}

/** An input event that could not be folded, and why. Nothing of it was applied. */
export interface Quarantined {
  readonly input: string;
  readonly inputPosition: Position;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly reason: string;
}
