import { LATENCY_BOUNDS, type ProductTotals } from "../measure/index.ts";
import type { MetricFamily, MetricSample } from "./prometheusText.ts";

/** What this process has answered, by product: requests by outcome, and how long they took. */
export function trafficMetrics(totals: readonly ProductTotals[]): readonly MetricFamily[] {
  return [
    {
      name: "datamesh_product_requests_total",
      help: "Valid, authorized requests that concerned a product, by whether they ended with an error of the mesh.",
      type: "counter",
      samples: totals.flatMap(({ product, major, answered, failed }) => [
        { labels: { product, major, outcome: "answered" }, value: answered },
        { labels: { product, major, outcome: "failed" }, value: failed },
      ]),
    },
    {
      name: "datamesh_product_latency_seconds",
      help: "How long the gateway took for these requests.",
      type: "histogram",
      samples: totals.flatMap(latencySamples),
    },
  ];
}

function latencySamples(totals: ProductTotals): readonly MetricSample[] {
  const { product, major, within, secondsSum } = totals;
  const labels = { product, major };
  const count = totals.answered + totals.failed;
  return [
    ...LATENCY_BOUNDS.map((le, index) => ({
      suffix: "_bucket" as const,
      labels: { ...labels, le },
      value: within[index] ?? 0,
    })),
    { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: count },
    { suffix: "_sum", labels, value: secondsSum },
    { suffix: "_count", labels, value: count },
  ];
}
