import type { Sla } from "../product/descriptor.ts";
import { formatObserved } from "./formatObserved.ts";
import { type Histogram, quantileOf, shareOver } from "./histogram.ts";
import { type MeasuredMetric, type Objectives, objectivesOf, QUANTILES } from "./metrics.ts";

/** What was observed of a product in a window. */
export interface Observations {
  /** Valid, authorized requests that concerned it, and those of them that ended with an error of ours. */
  readonly requests: number;
  readonly failures: number;
  /** Seconds each of these requests took. */
  readonly latency: Histogram;
  /** At each sample, seconds since the oldest event that is not applied was recorded; 0 when all are. */
  readonly freshness: Histogram;
  /** At each sample, the share of its logged events that was not applied; none while nothing was logged. */
  readonly missing: Histogram;
  /** Seconds since its newest event was recorded, now; null before the first one. */
  readonly silence: number | null;
}

/** A metric against its objective. All but metric and objective are null when nothing was observed. */
export interface MeasuredObjective {
  readonly metric: MeasuredMetric;
  /** As declared: `100ms`, `99.9%`. */
  readonly objective: string;
  /** In the same manner: `42ms`, `99.95%`. */
  readonly observed: string | null;
  /** Seconds for durations, 0 to 1 for shares. */
  readonly observedValue: number | null;
  readonly met: boolean | null;
  /**
   * The part that is left of what the objective allows to go wrong: 1 when nothing did, 0 when all is used up, less
   * when more went wrong. An objective that allows nothing has 1 or 0 left.
   */
  readonly budgetLeft: number | null;
}

/**
 * Judges a window.
 *
 * | metric | observed | budget |
 * |---|---|---|
 * | latencyP95 | the 95th percentile of the requests' durations | 5 % of requests may take longer |
 * | availability | answers without our error / valid authorized requests | the objective's rest of 100 % may fail |
 * | freshness | the 99th percentile of the samples' ages | 1 % of samples may be older |
 * | completeness | the share that 99 % of samples reach | 1 % of samples may be below |
 * | heartbeat, where declared | the silence now, in every window | none: null |
 *
 * Percentiles come from merged counts and are within 1.6 % (see histogram.ts).
 */
export function evaluateSla(sla: Sla, observed: Observations): readonly MeasuredObjective[] {
  const objectives = objectivesOf(sla);
  const measures: readonly Measure[] = [
    { metric: "latencyP95", ...lowEnough("latencyP95", observed.latency, objectives.latencyP95) },
    { metric: "freshness", ...lowEnough("freshness", observed.freshness, objectives.freshness) },
    { metric: "availability", ...availability(observed, objectives) },
    { metric: "completeness", ...completeness(observed.missing, objectives) },
    ...(objectives.heartbeat === undefined
      ? []
      : [{ metric: "heartbeat" as const, ...heartbeat(observed.silence, objectives.heartbeat) }]),
  ];
  return measures.map(({ metric, value, met, budgetLeft }) => ({
    metric,
    objective: sla[metric] ?? "",
    observed: value === null ? null : formatObserved(metric, value),
    observedValue: value,
    met,
    budgetLeft,
  }));
}

interface Finding {
  readonly value: number | null;
  readonly met: boolean | null;
  readonly budgetLeft: number | null;
}
type Measure = Finding & { readonly metric: MeasuredMetric };

const NOTHING: Finding = Object.freeze({ value: null, met: null, budgetLeft: null });

function lowEnough(metric: keyof typeof QUANTILES, histogram: Histogram, limit: number): Finding {
  const value = quantileOf(histogram, QUANTILES[metric]);
  const over = shareOver(histogram, limit);
  if (value === null || over === null) return NOTHING;
  return { value, met: value <= limit, budgetLeft: budgetLeft(over, 1 - QUANTILES[metric]) };
}

function completeness(missing: Histogram, { completeness: share }: Objectives): Finding {
  const found = lowEnough("completeness", missing, Number((1 - share).toFixed(10)));
  return found.value === null ? found : { ...found, value: 1 - found.value };
}

function availability({ requests, failures }: Observations, { availability: share }: Objectives): Finding {
  if (requests === 0) return NOTHING;
  const value = (requests - failures) / requests;
  return { value, met: value >= share, budgetLeft: budgetLeft(failures / requests, 1 - share) };
}

function heartbeat(silence: number | null, limit: number): Finding {
  return silence === null ? NOTHING : { value: silence, met: silence <= limit, budgetLeft: null };
}

function budgetLeft(wrong: number, allowed: number): number {
  if (wrong === 0) return 1;
  return allowed <= 0 ? 0 : Number((1 - wrong / allowed).toFixed(6));
}
