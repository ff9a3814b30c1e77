import type { Sla } from "@datamesh/kernel/product";
import { countOf, evaluateSla, type MeasuredObjective, type SlaWindow } from "@datamesh/kernel/sla";
import type { ProductNow } from "./readNow.ts";
import type { WindowCounts } from "./readObservations.ts";

/** A metric against its objective over a window. */
export interface WindowObjective extends MeasuredObjective {
  readonly window: SlaWindow;
}

/** Judges what was counted of a product in a window against its objectives. */
export function measuredSla(
  sla: Sla,
  window: SlaWindow,
  { latency, outcome, freshness, missing }: WindowCounts,
  now: Pick<ProductNow, "silence"> | undefined,
): readonly WindowObjective[] {
  const failures = outcome["failed"] ?? 0;
  const observed = { requests: countOf(outcome), failures, latency, freshness, missing };
  return evaluateSla(sla, { ...observed, silence: now?.silence ?? null }).map((each) => ({
    ...each,
    window,
  }));
}
