export { measuredSla, type WindowObjective } from "./measuredSla.ts";
export { type ProductMeasures, productMeasures } from "./productMeasures.ts";
export { type ProductReport, productReports } from "./productReport.ts";
export { type ProductStanding, productStandings } from "./productStandings.ts";
export type { ProductNow } from "./readNow.ts";
export { readTrafficBatch } from "./readTrafficBatch.ts";
export { type SlaMonitor, type SlaMonitorOptions, startSlaMonitor } from "./slaMonitor.ts";
export { postgresTrafficSink } from "./trafficSink.ts";
