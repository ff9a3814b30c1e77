import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Exchange } from "./exchange.ts";

/** Not of RFC 9110, but widely understood: the client went away. */
const CUT_OFF = 499;

/** What a request needs of its server. */
export interface ExchangeParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly log: Logger;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

/**
 * An exchange that logs one line when the response has ended, sent or cut off: method, status, duration in milliseconds
 * and whatever was noted on the way. A reply that did not reach the client in full counts as 499, whatever it would have
 * been. Since every request has one, it makes nothing before it is asked for.
 */
export function serverExchange(parts: ExchangeParts): Exchange {
  const { request, response, requestId, now } = parts;
  const facts: Record<string, unknown> = {};
  const start = now();
  let log: Logger | undefined;
  let leaving: AbortController | undefined;
  response.on("close", () => {
    const isWhole = response.writableFinished;
    if (!isWhole) leaving?.abort();
    logLine(parts, isWhole, now() - start, facts);
  });
  return {
    request,
    requestId,
    note: (noted) => void Object.assign(facts, noted),
    get log() {
      return (log ??= parts.log.child({ requestId }));
    },
    get signal() {
      if (leaving === undefined) {
        leaving = new AbortController();
        if (response.closed && !response.writableFinished) leaving.abort();
      }
      return leaving.signal;
    },
  };
}

function logLine(
  { request, response, requestId, log }: ExchangeParts,
  isWhole: boolean,
  milliseconds: number,
  facts: Readonly<Record<string, unknown>>,
): void {
  const line = {
    requestId,
    method: request.method,
    status: isWhole ? response.statusCode : CUT_OFF,
    ms: Math.round(milliseconds * 1_000) / 1_000,
    ...(!isWhole && { cutOff: true }),
    ...facts,
  };
  // A probe every second would drown the rest.
  if (facts["route"] === "health") log.debug(line, "request");
  else log.info(line, "request");
}
