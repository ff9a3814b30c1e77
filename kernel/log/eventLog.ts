import type { EventRef, Position } from "./position.ts";

/** An event on its way into a log: valid, with protected values already in envelopes. */
export interface NewEvent extends EventRef {
  readonly version: number;
  /** When it happened, ISO 8601 in UTC with milliseconds. */
  readonly occurredAt: string;
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Where an event stands in the log. A repeated id answers with the position it had the first time. */
export interface Appended {
  readonly id: string;
  readonly position: Position;
  readonly duplicate: boolean;
}

/** An event as the log holds it: protected values still in their envelopes. */
export interface StoredEvent extends NewEvent {
  readonly position: Position;
  readonly recordedAt: string;
}

export interface LogStatus {
  readonly name: string;
  readonly head: Position;
  readonly eventTypes: readonly { readonly type: string; readonly count: number }[];
}

/**
 * A context's append-only sequence of events with dense positions 1, 2, 3, ... Adapters: PostgreSQL
 * (kernel/postgres/log) and memory (kernel/testing); both pass test/contract/eventLog.
 */
export interface EventLog {
  /** Appends all of the events or none, in order; idempotent by event id. */
  append(events: readonly NewEvent[]): Promise<readonly Appended[]>;
  /** At most `limit` events after the position, in order and without a gap. */
  read(after: Position, limit: number): Promise<readonly StoredEvent[]>;
  status(): Promise<LogStatus>;
}
