import type { Queryable } from "@datamesh/kernel/postgres";
import { type BreachChange, countOf, judge, UNJUDGED, type Verdict } from "@datamesh/kernel/sla";
import type { BreachRecord } from "../schemas/recordSchemas.ts";
import { measuredSla, type WindowObjective } from "./measuredSla.ts";
import type { MonitoredProduct } from "./monitoredProducts.ts";
import { readNow } from "./readNow.ts";
import { NOTHING_OBSERVED, readObservations, type WindowCounts } from "./readObservations.ts";

/** Verdicts by `name@major metric`. */
export type Verdicts = Readonly<Record<string, Verdict>>;

/** A metric whose verdict has changed. */
export interface VerdictChange {
  readonly change: BreachChange;
  readonly record: BreachRecord;
}

/** The 95th percentile of fewer requests is that of the slowest alone, which says too little to call it a breach. */
const FEWEST_REQUESTS = 20;

/**
 * Judges the last hour of every product. `at` is the moment of the judgement, ISO 8601. Verdicts on products that are
 * gone are forgotten.
 */
export async function judgeProducts(
  catalog: Queryable,
  products: readonly MonitoredProduct[],
  before: Verdicts,
  at: string,
): Promise<{ readonly verdicts: Verdicts; readonly changes: readonly VerdictChange[] }> {
  const [observed, now] = [
    await readObservations(catalog, products, ["H1"]),
    await readNow(catalog, products),
  ];
  const verdicts: Record<string, Verdict> = {};
  const changes: VerdictChange[] = [];
  for (const product of products) {
    const counts = (observed.get(product.ref) ?? NOTHING_OBSERVED).H1;
    for (const measured of measuredSla(product.sla, "H1", counts, now.get(product.ref))) {
      const key = `${product.ref} ${measured.metric}`;
      const met = isTelling(measured, counts) ? measured.met : null;
      const { verdict, change } = judge(before[key] ?? UNJUDGED, met);
      verdicts[key] = verdict;
      if (change !== undefined) changes.push({ change, record: recordOf(product, measured, at) });
    }
  }
  return { verdicts, changes };
}

const isTelling = ({ metric }: WindowObjective, { latency }: WindowCounts): boolean =>
  metric !== "latencyP95" || countOf(latency) >= FEWEST_REQUESTS;

const recordOf = (
  { name, major }: MonitoredProduct,
  { metric, objective, observed }: WindowObjective,
  at: string,
): BreachRecord => ({ product: name, major, metric, window: "1h", objective, observed, at });
