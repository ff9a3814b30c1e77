import type { CacheTally } from "../cache/index.ts";
import type { MetricFamily } from "./prometheusText.ts";

/** How the operations of this process were answered: from the exact cache, past it, or by working them out; what it holds. */
export function cacheMetrics(tally: CacheTally | undefined): readonly MetricFamily[] {
  if (tally === undefined) return [];
  const kept = tally.kept();
  return [
    {
      name: "datamesh_cache_answers_total",
      help: "Operations by how the exact cache served them; the hit ratio is hit and shared of all but bypass.",
      type: "counter",
      samples: Object.entries(tally.counts()).map(([served, value]) => ({ labels: { served }, value })),
    },
    {
      name: "datamesh_cache_bytes",
      help: "Bytes that the answers in the exact cache take.",
      type: "gauge",
      samples: kept ? [{ value: kept.bytes }] : [],
    },
    {
      name: "datamesh_cache_limit_bytes",
      help: "Bytes that they may take; beyond them those that were asked for least lately are given up.",
      type: "gauge",
      samples: kept ? [{ value: kept.limit }] : [],
    },
  ];
}
