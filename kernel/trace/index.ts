export { noTracer, type Span, type SpanFacts, type SpanStart, type Tracer } from "./span.ts";
export { traced } from "./traced.ts";
export { readTraceparent, type TraceParent, writeTraceparent } from "./traceparent.ts";
