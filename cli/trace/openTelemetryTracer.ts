import {
  type Context,
  ROOT_CONTEXT,
  type Span as OpenTelemetrySpan,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer as OpenTelemetryTracer,
} from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import {
  readTraceparent,
  type Span,
  type SpanFacts,
  type Tracer,
  writeTraceparent,
} from "@datamesh/kernel/trace";

/** How traces are made and where they go. */
export interface TracingParts {
  /** As which service the spans are told: `datamesh-gateway`. */
  readonly service: string;
  readonly exporter: SpanExporter;
  /** Which share of the traces that begin here is kept, 0 to 1; a caller's decision counts before it. */
  readonly share: number;
}

/** A tracer, and how it ends. */
export interface RunningTracer extends Tracer {
  /** Exports what has not been exported. */
  stop(): Promise<void>;
}

/** Traces by OpenTelemetry's SDK. What cannot be exported is dropped, and never holds up what is traced. */
export function openTelemetryTracer({ service, exporter, share }: TracingParts): RunningTracer {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("datamesh");
  return {
    start: ({ name, traceparent, facts }) => {
      const span = begin(tracer, name, callerOf(traceparent), SpanKind.SERVER, facts);
      return span.isRecording() ? spanOf(tracer, span) : undefined;
    },
    stop: () => provider.shutdown(),
  };
}

function begin(
  tracer: OpenTelemetryTracer,
  name: string,
  parent: Context,
  kind: SpanKind,
  facts: SpanFacts = {},
): OpenTelemetrySpan {
  return tracer.startSpan(name, { kind, attributes: { ...facts } }, parent);
}

function callerOf(traceparent: string | undefined): Context {
  const caller = readTraceparent(traceparent);
  if (caller === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, sampled } = caller;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function spanOf(tracer: OpenTelemetryTracer, span: OpenTelemetrySpan): Span {
  const { traceId, spanId } = span.spanContext();
  const within = trace.setSpan(ROOT_CONTEXT, span);
  return {
    traceparent: writeTraceparent({ traceId, spanId, sampled: true }),
    child: (name, facts, where) =>
      spanOf(
        tracer,
        begin(tracer, name, within, where === "asks" ? SpanKind.CLIENT : SpanKind.INTERNAL, facts),
      ),
    rename: (name) => void span.updateName(name),
    note: (facts) => void span.setAttributes({ ...facts }),
    end: (failure) => {
      if (!span.isRecording()) return;
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      span.end();
    },
  };
}
