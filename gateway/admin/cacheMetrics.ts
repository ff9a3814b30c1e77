import type { CacheTally } from "../cache/index.ts";
import type { MetricFamily } from "./prometheusText.ts";

/** How the operations of this process were answered: from the exact cache, past it, or by working them out. */
export function cacheMetrics(tally: CacheTally | undefined): readonly MetricFamily[] {
  if (tally === undefined) return [];
  return [
    {
      name: "datamesh_cache_answers_total",
      help: "Operations by how the exact cache served them; the hit ratio is hit and shared of all but bypass.",
      type: "counter",
      samples: Object.entries(tally.counts()).map(([served, value]) => ({ labels: { served }, value })),
    },
  ];
}
