import type { MetricFamily } from "./prometheusText.ts";

/** Where a product stands. */
export interface ProductGauges {
  readonly name: string;
  readonly major: number;
  readonly position: number;
  readonly lag: number;
  readonly quarantined: number;
  /** Seconds. */
  readonly freshness: number;
  /** 0 to 1; null while there is nothing to be complete. */
  readonly completeness: number | null;
}

/** Where the registered products stand. */
export function productMetrics(products: readonly ProductGauges[]): readonly MetricFamily[] {
  const gauge = (
    name: string,
    help: string,
    value: (product: ProductGauges) => number | null,
  ): MetricFamily => ({
    name: `datamesh_product_${name}`,
    help,
    type: "gauge",
    samples: products.flatMap((each) => {
      const found = value(each);
      return found === null ? [] : [{ labels: { product: each.name, major: each.major }, value: found }];
    }),
  });
  return [
    gauge(
      "freshness_seconds",
      "Age of the oldest event that is not applied; 0 when all are.",
      (each) => each.freshness,
    ),
    gauge("completeness_ratio", "Events applied of those logged.", (each) => each.completeness),
    gauge("position", "Row versions in its history.", (each) => each.position),
    gauge("lag", "Events and upstream changes that are not applied.", (each) => each.lag),
    gauge("quarantined", "Events that could not be folded and wait.", (each) => each.quarantined),
  ];
}
