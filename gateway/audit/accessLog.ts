import type { Consumer } from "@datamesh/kernel/policy";
import type { ProductRef } from "@datamesh/kernel/product";
import type { Access } from "./accesses.ts";

/** What is written down of a product that a request accesses. It holds no values and no arguments; an immutable value. */
export interface ProductAccess extends Omit<Access, "product"> {
  /** Null for events that no product is derived from. */
  readonly product: ProductRef | null;
  /** There for events that were offered to a log; `fields` are those whose values they decide. */
  readonly submitted?: SubmittedEvents;
}

/** Who accessed what: one entry for each request and product. */
export interface AccessEntry extends ProductAccess {
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

/** The request that accesses are of. */
export interface AccessRequest extends Pick<AccessEntry, "time" | "requestId"> {
  readonly consumer: Consumer;
}

/** Where it is written down who accessed what. */
export interface AccessLog {
  /** Resolves once an entry for each access is written, and rejects when they cannot be: then nothing may be answered. */
  record(accesses: readonly ProductAccess[], request: AccessRequest): Promise<void>;
}
