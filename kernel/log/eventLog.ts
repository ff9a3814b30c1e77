import type { EventRef, Position } from "./position.ts";
import type { StreamTarget, StreamVersion } from "./stream.ts";

/** An event on its way into a log: valid, with protected values already in envelopes. */
export interface NewEvent extends EventRef {
  readonly version: number;
  /** When it happened, ISO 8601 in UTC with milliseconds. */
  readonly occurredAt: string;
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * Where an event stands in the log. An id names one event for ever: whoever offers it again, with whatever content
 * and to whichever stream, is answered with where the first one stands, and nothing is compared or changed.
 */
export interface Appended {
  readonly id: string;
  readonly position: Position;
  readonly duplicate: boolean;
  /** Where it stands in its stream; absent for an event that stands alone. */
  readonly stream?: StreamVersion;
}

/** What became of appending to a stream: all of the events, or none because the stream is not where it should be. */
export type StreamAppend =
  | { readonly kind: "appended"; readonly events: readonly Appended[] }
  | {
      readonly kind: "conflict";
      readonly stream: string;
      readonly expected: number | "none";
      /** The version it stands at; 0 when there is no such stream. */
      readonly actual: number;
    };

/** An event as the log holds it: protected values still in their envelopes. */
export interface StoredEvent extends NewEvent {
  readonly position: Position;
  readonly recordedAt: string;
  /** The stream it belongs to, and its place in it; absent for an event that stands alone. */
  readonly stream?: StreamVersion;
}

/** How far a log is. */
export interface LogStatus {
  readonly name: string;
  readonly head: Position;
  readonly eventTypes: readonly { readonly type: string; readonly count: number }[];
}

/**
 * A context's append-only sequence of events. A log has partitions, today one; within a partition positions are
 * dense, 1, 2, 3, ..., and everything here is said of that one. All events of a stream stand in one partition, in the
 * order of their versions. Adapters: PostgreSQL (kernel/postgres/log) and memory (kernel/testing); both pass
 * test/contract/eventLog. Every append is whole: all of its events or none, in order, idempotent by event id; one
 * that is repeated answers as the first time. It fails with UNAVAILABLE when the log does not answer, or has more
 * waiting than it can take; then nobody knows whether it was appended, and the same call may be made again.
 */
export interface EventLog {
  /** Appends events that stand alone. */
  append(events: readonly NewEvent[]): Promise<readonly Appended[]>;
  /**
   * Appends events to a stream if it stands at the expected version. A conflict is an answer, not a failure; a call
   * whose events are all known is no conflict, wherever the stream stands now. Fails with BAD_USER_INPUT on a target
   * that cannot be (`checkTarget`).
   */
  appendTo(target: StreamTarget, events: readonly NewEvent[]): Promise<StreamAppend>;
  /** At most `limit` events after the position, in order and without a gap. */
  read(after: Position, limit: number): Promise<readonly StoredEvent[]>;
  status(): Promise<LogStatus>;
}
