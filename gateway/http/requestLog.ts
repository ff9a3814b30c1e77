import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Exchange } from "./exchange.ts";

/** Not of RFC 9110, but widely understood: the client went away. */
const CUT_OFF = 499;

/**
 * Logs one line when the response has ended, sent or cut off: method, status, duration in milliseconds and
 * whatever was noted on the way. Answers with the function that notes. A reply that did not reach the client in full
 * counts as 499, whatever it would have been.
 */
export function requestLog(
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
  now: () => number,
): Exchange["note"] {
  const facts: Record<string, unknown> = {};
  const start = now();
  response.once("close", () => {
    const line = {
      method: request.method,
      status: response.writableFinished ? response.statusCode : CUT_OFF,
      ms: Math.round((now() - start) * 1_000) / 1_000,
      ...(!response.writableFinished && { cutOff: true }),
      ...facts,
    };
    // A probe every second would drown the rest.
    if (facts.route === "health") log.debug(line, "request");
    else log.info(line, "request");
  });
  return (noted) => {
    Object.assign(facts, noted);
  };
}
