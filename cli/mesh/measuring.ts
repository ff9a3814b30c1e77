import { randomUUID } from "node:crypto";
import { postgresEventLog } from "@datamesh/kernel/postgres";
import type { GapRow, TrafficSink } from "@datamesh/kernel/sla";
import type { Logger } from "pino";
import { postgresTrafficSink, type SlaMonitor, startSlaMonitor } from "../../catalog/index.ts";
import { startTrafficRecorder, type TrafficRecorder } from "../../gateway/measure/index.ts";
import type { Connections } from "./connections.ts";
import { type OngoingFailure, sayOnce } from "./sayOnce.ts";

/** Starts to measure the products, where the catalog runs: freshness, completeness, breaches. */
export function startMeasuring(connections: Connections, log: Logger): SlaMonitor {
  const told = new Map<string | undefined, OngoingFailure>();
  const of = (context: string | undefined): OngoingFailure => {
    const found = told.get(context) ?? sayOnce(log, MEASURING, context === undefined ? {} : { context });
    told.set(context, found);
    return found;
  };
  return startSlaMonitor({
    catalog: connections.as("catalog", "project"),
    contexts: connections.as("catalog", "read"),
    log: postgresEventLog("catalog", { append: connections.as("catalog", "append") }),
    onFailure: (err, context) => of(context).failed(err),
    onMeasured: (failed) => {
      for (const [context, failure] of told) if (!failed.has(context ?? "")) failure.worked();
    },
  });
}

const MEASURING = Object.freeze({
  failing: "the products could not be measured",
  over: "the products are measured again",
});

/** Where gateways report to when the catalog's database is at hand. */
export const trafficStore = (connections: Connections): TrafficSink =>
  postgresTrafficSink(connections.as("catalog", "project"));

/** Starts to count what this gateway answers, and to report it with what it heard of commits. */
export function countTraffic(
  sink: TrafficSink,
  log: Logger,
  gaps?: () => readonly GapRow[],
): TrafficRecorder {
  const failure = sayOnce(log, {
    failing: "a report of traffic was not kept; it is offered again",
    over: "reports of traffic are kept again",
  });
  return startTrafficRecorder({
    sink: {
      record: async (report) => {
        await sink.record(report);
        failure.worked();
      },
    },
    source: randomUUID(),
    now: () => new Date(),
    ...(gaps !== undefined && { gaps }),
    onFailure: (err) => failure.failed(err),
  });
}
