import { GAP_BOUNDS, type GapTotals } from "../announcements/index.ts";
import type { MetricFamily, MetricSample } from "./prometheusText.ts";

/** How long this process took to hear of the commits of products. */
export function gapMetrics(totals: readonly GapTotals[]): readonly MetricFamily[] {
  return [
    {
      name: "datamesh_announcement_gap_seconds",
      help: "Time from a product's commit until this gateway had heard of it.",
      type: "histogram",
      samples: totals.flatMap(gapSamples),
    },
  ];
}

function gapSamples({ product, major, within, count, secondsSum }: GapTotals): readonly MetricSample[] {
  const labels = { product, major };
  return [
    ...GAP_BOUNDS.map((le, index) => ({
      suffix: "_bucket" as const,
      labels: { ...labels, le },
      value: within[index] ?? 0,
    })),
    { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: count },
    { suffix: "_sum", labels, value: secondsSum },
    { suffix: "_count", labels, value: count },
  ];
}
