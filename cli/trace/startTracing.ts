import { setTimeout as sleep } from "node:timers/promises";
import { noTracer, type Tracer } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import { sayOnce } from "../mesh/sayOnce.ts";
import type { TraceSettings } from "./traceSettings.ts";

/** Whoever stops waits so long for what is still to be exported. */
const STOP_MS = 3_000;
const EXPORT_MS = 5_000;

/**
 * Starts to trace what a process does, if there is anywhere to tell that: to the collector over OTLP, in batches. One
 * that cannot be reached is said once in the log, and again when it is back; what is not taken is lost. OpenTelemetry is
 * not even loaded where nothing is traced.
 */
export async function startTracing(
  settings: TraceSettings | undefined,
  process: string,
  log: Logger,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Tracer> {
  if (settings === undefined) return noTracer;
  const [{ openTelemetryTracer }, { OTLPTraceExporter }, { toldExporter }] = await Promise.all([
    import("./openTelemetryTracer.ts"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("./toldExporter.ts"),
  ]);
  const { url, headers, service = `datamesh-${process}`, share } = settings;
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: EXPORT_MS });
  const told = toldExporter(
    exporter,
    sayOnce(log, { failing: "traces cannot be exported", over: "traces are exported again" }),
  );
  const tracer = openTelemetryTracer({ service, exporter: told, share });
  log.info({ service, share }, "traces are exported");
  onStop(() =>
    Promise.race([tracer.stop().catch(() => undefined), sleep(STOP_MS, undefined, { ref: false })]),
  );
  return tracer;
}
