import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { OngoingFailure } from "../mesh/sayOnce.ts";

const SUCCEEDED = 0;

/** An exporter of which is told whether it works. */
export function toldExporter(exporter: SpanExporter, failure: OngoingFailure): SpanExporter {
  return {
    export: (spans, told) =>
      exporter.export(spans, (result) => {
        // First, for whatever happens after it: spans that come later wait for this.
        told(result);
        if (result.code === SUCCEEDED) failure.worked();
        else failure.failed(new Error(reasonOf(result.error)));
      }),
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush && { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
  };
}

/** In words of our own: what a collector says may be about its own affairs. */
function reasonOf(error: Error | undefined): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === "number") return `the collector answers with status ${code}`;
  if (typeof code === "string") return `the collector cannot be reached (${code})`;
  return "the collector does not take them";
}
