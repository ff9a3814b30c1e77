import type { ProductRef } from "@datamesh/kernel/product";
import type { Access } from "./accesses.ts";

/** Who accessed what: one entry for each request and product. It holds no values and no arguments. */
export interface AccessEntry extends Omit<Access, "product"> {
  /** Null for events that no product is derived from. */
  readonly product: ProductRef | null;
  /** There for events that were offered to a log; `fields` are those whose values they decide. */
  readonly submitted?: SubmittedEvents;
  /** When the request was answered, ISO 8601 in UTC. */
  readonly time: string;
  readonly requestId: string;
  /** The subject of the token. */
  readonly consumer: string;
  /** The application that asked, if the token names it. */
  readonly client: string | null;
}

/** Events that were offered to the log of a context. */
export interface SubmittedEvents {
  readonly context: string;
  readonly eventTypes: readonly string[];
  /** How many. */
  readonly events: number;
}

/** Where it is written down who accessed what. */
export interface AccessLog {
  /** Resolves once the entries are written, and rejects when they cannot be: then nothing may be answered. */
  record(entries: readonly AccessEntry[]): Promise<void>;
}
