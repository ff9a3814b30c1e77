import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Logger } from "pino";
import type { Exchange } from "../exchange.ts";
import { logLines } from "./logLines.ts";

/** An exchange without a connection; `noted` is what was noted on the way. */
export function fakeExchange(headers: IncomingHttpHeaders, log: Logger = logLines().log) {
  const noted: Record<string, unknown> = {};
  const exchange: Exchange = {
    request: { method: "POST", url: "/graphql", headers } as IncomingMessage,
    requestId: "r1",
    log,
    note: (facts) => void Object.assign(noted, facts),
    signal: new AbortController().signal,
  };
  return { exchange, noted };
}
