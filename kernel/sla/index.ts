export { type BreachChange, CONFIRMATIONS, judge, UNJUDGED, type Verdict } from "./breach.ts";
export { evaluateSla, type MeasuredObjective, type Observations } from "./evaluateSla.ts";
export { formatDuration, formatObserved } from "./formatObserved.ts";
export { bucketOf, countOf, type Histogram, mergeHistograms, quantileOf } from "./histogram.ts";
export { MEASURED_METRICS, type MeasuredMetric, objectivesOf } from "./metrics.ts";
export { SLA_WINDOWS, type SlaWindow, type SlotUnit } from "./windows.ts";
export type { GapRow, TrafficBatch, TrafficRow, TrafficSink } from "./traffic.ts";
