import type { Handler } from "./router.ts";

const EVENT_STREAM = /(?:^|,)\s*text\/event-stream\s*(?:;([^,]*))?(?=,|$)/i;
/** By which a type is listed that is not acceptable (RFC 9110, 12.4.2). */
const NOT_AT_ALL = /(?:^|;)\s*q=0(?:\.0{0,3})?\s*(?:;|$)/i;

/** Whether a request wants its answer as a stream of events (HTML, 9.2), and says so by that name. */
export function wantsEventStream(accept: string | undefined): boolean {
  const named = accept === undefined ? null : EVENT_STREAM.exec(accept);
  return named !== null && !NOT_AT_ALL.test(named[1] ?? "");
}

/** Has requests for streams answered by the one handler, if there is one, and all others by the other. */
export function orEventStream(stream: Handler | undefined, otherwise: Handler): Handler {
  if (stream === undefined) return otherwise;
  return (exchange) => (wantsEventStream(exchange.request.headers.accept) ? stream : otherwise)(exchange);
}
