import type { ProductTotals } from "../measure/index.ts";
import { durationSamples } from "./durationSamples.ts";
import type { MetricFamily } from "./prometheusText.ts";

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
      samples: totals.flatMap(({ product, major, within, secondsSum, answered, failed }) =>
        durationSamples({ product, major }, { count: answered + failed, within, secondsSum }),
      ),
    },
  ];
}
