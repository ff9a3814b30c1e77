import { GAP_BOUNDS, type GapTotals } from "../announcements/index.ts";
import { durationSamples } from "./durationSamples.ts";
import type { MetricFamily } from "./prometheusText.ts";

/** How long this process took to hear of the commits of products. */
export function gapMetrics(totals: readonly GapTotals[]): readonly MetricFamily[] {
  return [
    {
      name: "datamesh_announcement_gap_seconds",
      help: "Time from a product's commit until this gateway had heard of it.",
      type: "histogram",
      samples: totals.flatMap(({ product, major, ...durations }) =>
        durationSamples({ product, major }, durations, GAP_BOUNDS),
      ),
    },
  ];
}
