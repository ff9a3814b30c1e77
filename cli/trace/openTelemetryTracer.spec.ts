import { InMemorySpanExporter, type ReadableSpan } from "@opentelemetry/sdk-trace";
import { openTelemetryTracer } from "./openTelemetryTracer.ts";

const CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

function tracing(share = 1) {
  const exporter = new InMemorySpanExporter();
  let exported: readonly ReadableSpan[] = [];
  // Stopping empties it.
  const kept = { export: exporter.export.bind(exporter), shutdown: () => Promise.resolve() };
  const tracer = openTelemetryTracer({ service: "test", exporter: kept, share });
  return {
    tracer,
    finish: async () => {
      await tracer.stop();
      return (exported = exporter.getFinishedSpans());
    },
    exported: () => exported,
  };
}

describe("traces", () => {
  it("go on from the caller's, each piece of work within the one that asked for it", async () => {
    const { tracer, finish } = tracing();
    const request = tracer.start({ name: "graphql", traceparent: CALLER, facts: { route: "graphql" } });
    const call = request?.child("subgraph lending", { subgraph: "lending" });
    const elsewhere = tracer.start({ name: "subgraph", traceparent: call?.traceparent });
    elsewhere?.end();
    call?.end("UNAVAILABLE");
    request?.note({ status: 200 });
    request?.end();
    const spans = new Map((await finish()).map((each) => [each.name, each]));
    const parentOf = (name: string) => spans.get(name)?.parentSpanContext?.spanId;
    const idOf = (name: string) => spans.get(name)?.spanContext().spanId;
    expect(new Set([...spans.values()].map((each) => each.spanContext().traceId))).toEqual(
      new Set(["0af7651916cd43dd8448eb211c80319c"]),
    );
    expect(parentOf("graphql")).toBe("b7ad6b7169203331");
    expect(parentOf("subgraph lending")).toBe(idOf("graphql"));
    expect(parentOf("subgraph")).toBe(idOf("subgraph lending"));
    expect(spans.get("graphql")?.attributes).toEqual({ route: "graphql", status: 200 });
    expect(spans.get("subgraph lending")?.status).toEqual({ code: 2, message: "UNAVAILABLE" });
  });

  it("are not made where the caller decided against it, nor of more than the share that is kept", async () => {
    const { tracer, finish } = tracing(0);
    expect(tracer.start({ name: "a" })).toBeUndefined();
    expect(tracer.start({ name: "b", traceparent: CALLER.replace(/1$/, "0") })).toBeUndefined();
    tracer.start({ name: "c", traceparent: CALLER })?.end();
    expect((await finish()).map(({ name }) => name)).toEqual(["c"]);
  });
});
