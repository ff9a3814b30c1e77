export { cacheMetrics } from "./cacheMetrics.ts";
export { type AdminServer, type AdminServerOptions, startAdminServer } from "./adminServer.ts";
export { eventMetrics } from "./eventMetrics.ts";
export { processMetrics } from "./processMetrics.ts";
export { type ProductGauges, productMetrics } from "./productMetrics.ts";
export type { MetricFamily } from "./prometheusText.ts";
export { type SealGauges, sealMetrics } from "./sealMetrics.ts";
export { unknownEventMetrics } from "./unknownEventMetrics.ts";
export { trafficMetrics } from "./trafficMetrics.ts";
