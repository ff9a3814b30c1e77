import type { Sla } from "@datamesh/kernel/product";
import { countOf, type MeasuredMetric, objectivesOf, type SlaWindow } from "@datamesh/kernel/sla";
import { measuredSla } from "./measuredSla.ts";
import type { ProductSlots } from "./productSlots.ts";
import type { Counted } from "./saveCounts.ts";

/** What an objective was observed to be in one slot. */
interface Point {
  /** The slot's beginning, ISO 8601 in UTC. */
  readonly at: string;
  readonly observed: string | null;
  /** Seconds for a duration, 0 to 1 for a share. */
  readonly observedValue: number | null;
  readonly met: boolean | null;
  /** How many requests or samples. */
  readonly count: number;
}

/** An objective in the course of a window. */
export interface Series {
  readonly metric: SeriesMetric;
  readonly objective: string;
  readonly objectiveValue: number;
  readonly points: readonly Point[];
}

type SeriesMetric = keyof typeof COUNTED_AS;

/** What the metrics are counted as; silence is a moment's and has no course. */
const COUNTED_AS = {
  latencyP95: "latency",
  freshness: "freshness",
  availability: "outcome",
  completeness: "missing",
} as const satisfies Partial<Record<MeasuredMetric, Counted>>;

/** Judges every slot against the objectives; of one metric where it is given. Without a value there is no point. */
export function objectiveSeries(
  sla: Sla,
  window: SlaWindow,
  slots: ProductSlots,
  metric?: MeasuredMetric | null,
): readonly Series[] {
  const objectives = objectivesOf(sla);
  const metrics = (Object.keys(COUNTED_AS) as SeriesMetric[]).filter((each) => (metric ?? each) === each);
  const judged = slots.map(({ at, counts }) => ({
    at,
    counts,
    measured: measuredSla(sla, window, counts, undefined),
  }));
  return metrics.map((each) => ({
    metric: each,
    objective: sla[each],
    objectiveValue: objectives[each],
    points: judged.flatMap(({ at, counts, measured }) => {
      const found = measured.find((one) => one.metric === each);
      if (found === undefined || found.observedValue === null) return [];
      const { observed, observedValue, met } = found;
      return [{ at, observed, observedValue, met, count: countOf(counts[COUNTED_AS[each]]) }];
    }),
  }));
}
