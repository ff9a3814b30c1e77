import type { Handler } from "./router.ts";

/** Whether a request wants its answer as a stream of events (HTML, 9.2), and says so by that name. */
export const wantsEventStream = (accept: string | undefined): boolean =>
  accept !== undefined && /(^|,)\s*text\/event-stream\s*(;|,|$)/i.test(accept);

/** Has requests for streams answered by the one handler, if there is one, and all others by the other. */
export function orEventStream(stream: Handler | undefined, otherwise: Handler): Handler {
  if (stream === undefined) return otherwise;
  return (exchange) => (wantsEventStream(exchange.request.headers.accept) ? stream : otherwise)(exchange);
}
