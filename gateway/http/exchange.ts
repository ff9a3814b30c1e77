import type { Span } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import type { HttpRequest } from "./httpRequest.ts";

/** One request on its way through the gateway. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly requestId: string;
  /** Writes lines that carry the request id; made when it is first looked at. */
  readonly log: Logger;
  /** Adds facts to the one line that is logged when the request ends; never values, never tokens. */
  readonly note: (facts: Readonly<Record<string, unknown>>) => void;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Ends with the exchange; absent where it is not traced. */
  span?: Span | undefined;
}
