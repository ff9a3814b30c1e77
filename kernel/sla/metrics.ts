import { parseDuration } from "../duration.ts";
import { type Sla, SLA_METRICS } from "../product/descriptor.ts";

/** What is measured of a product: what its SLA promises, and that its source is not silent where it says so. */
export const MEASURED_METRICS = [...SLA_METRICS, "heartbeat"] as const;
export type MeasuredMetric = (typeof MEASURED_METRICS)[number];

/**
 * The share of observations that must be within the objective. Availability is a share by itself, and silence is
 * judged by how long it lasts now.
 */
export const QUANTILES = Object.freeze({ latencyP95: 0.95, freshness: 0.99, completeness: 0.99 });

/** The objectives of a declaration as numbers: seconds for durations, 0 to 1 for shares. */
export interface Objectives extends Readonly<Record<keyof typeof QUANTILES | "availability", number>> {
  /** Undefined when silence is not monitored. */
  readonly heartbeat?: number;
}

/** Reads the objectives as declared. Fails with BAD_USER_INPUT on a text that is no duration. */
export function objectivesOf(sla: Sla): Objectives {
  return {
    latencyP95: parseDuration(sla.latencyP95),
    freshness: parseDuration(sla.freshness),
    availability: shareOf(sla.availability),
    completeness: shareOf(sla.completeness),
    ...(sla.heartbeat !== undefined && { heartbeat: parseDuration(sla.heartbeat) }),
  };
}

/** `99.9%` as 0.999. Rounded, since 99.9 / 100 is not quite that in binary. */
const shareOf = (text: string): number => Number((Number(text.replace("%", "")) / 100).toFixed(10));

/** Whether a metric is a duration in seconds; otherwise it is a share. */
export const isDuration = (metric: MeasuredMetric): boolean =>
  metric !== "availability" && metric !== "completeness";
