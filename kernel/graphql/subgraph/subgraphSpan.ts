import { readTraceparent, type Span, type Tracer } from "../../trace/index.ts";

/**
 * The span of what a gateway asks for, within its own. Nothing is traced that it does not trace, or says of in other
 * words than W3C Trace Context: whether a trace is kept is decided once, where it begins.
 */
export const subgraphSpan = (
  tracer: Tracer | undefined,
  subgraph: string,
  traceparent: string | undefined,
): Span | undefined =>
  tracer === undefined || readTraceparent(traceparent) === undefined
    ? undefined
    : tracer.start({ name: `answer as ${subgraph}`, traceparent, facts: { subgraph } });
