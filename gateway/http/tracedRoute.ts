import { noTracer, type Tracer } from "@datamesh/kernel/trace";
import type { Handler } from "./router.ts";

/**
 * A handler whose exchanges are traced, each within what the caller's `traceparent` names if that is well-formed. Where
 * nothing is traced it is the handler itself.
 */
export function tracedRoute(tracer: Tracer, name: string, handler: Handler): Handler {
  if (tracer === noTracer) return handler;
  return (exchange) => {
    const { traceparent } = exchange.request.headers;
    exchange.span = tracer.start({
      name,
      traceparent: typeof traceparent === "string" ? traceparent : undefined,
      facts: { "http.route": name },
    });
    return handler(exchange);
  };
}
