import { randomUUID } from "node:crypto";
import { postgresEventLog } from "@datamesh/kernel/postgres";
import type { TrafficSink } from "@datamesh/kernel/sla";
import type { Logger } from "pino";
import { postgresTrafficSink, type SlaMonitor, startSlaMonitor } from "../../catalog/index.ts";
import { startTrafficRecorder, type TrafficRecorder } from "../../gateway/measure/index.ts";
import type { Connections } from "./connections.ts";

/** Starts to measure the products, where the catalog runs: freshness, completeness, breaches. */
export function startMeasuring(connections: Connections, log: Logger): SlaMonitor {
  return startSlaMonitor({
    catalog: connections.as("catalog", "project"),
    contexts: connections.as("catalog", "read"),
    log: postgresEventLog("catalog", { append: connections.as("catalog", "append") }),
    onFailure: (err, context) => log.error({ err, context }, "the products could not be measured"),
  });
}

/** Where gateways report to when the catalog's database is at hand. */
export const trafficStore = (connections: Connections): TrafficSink =>
  postgresTrafficSink(connections.as("catalog", "project"));

/** Starts to count what this gateway answers. */
export function countTraffic(sink: TrafficSink, log: Logger): TrafficRecorder {
  return startTrafficRecorder({
    sink,
    source: randomUUID(),
    now: () => new Date(),
    onFailure: (err) => log.error({ err }, "a report of traffic was not kept; it is offered again"),
  });
}
