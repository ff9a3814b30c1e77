import { productNames, type Queryable } from "@datamesh/kernel/postgres";
import { parseProductRef, type ProductRef } from "@datamesh/kernel/product";
import type { MonitoredProduct } from "./monitoredProducts.ts";
import type { ProductSample } from "./productSample.ts";
import { type OwnSample, sampleContext, type Scanned } from "./sampleContext.ts";

/** What sampling reads with. */
export interface SampleOptions {
  readonly scanned: Scanned;
  /** Seconds that it took gateways of late to hear of what was committed (`readGaps`). */
  readonly gaps: ReadonlyMap<ProductRef, number>;
  readonly inFlightSeconds: number;
  /** Told of a context that does not answer; its products have no sample this time. */
  readonly onFailure?: (context: string, error: unknown) => void;
}

/**
 * Samples every product, by a connection of the catalog's read role. A product is as fresh as the oldest of what it
 * lacks: an event of its own log, or a commit of a product it joins; and what it has counts once gateways know.
 */
export async function sampleProducts(
  database: Queryable,
  products: readonly MonitoredProduct[],
  options: SampleOptions,
): Promise<readonly ProductSample[]> {
  const own: OwnSample[] = [];
  for (const [context, its] of Map.groupBy(products, (each) => each.context)) {
    try {
      own.push(...(await sampleContext(database, context, its, options)));
    } catch (error) {
      options.onFailure?.(context, error);
    }
  }
  const byRef = new Map(own.map((each) => [each.product.ref, each]));
  const samples = await Promise.all(own.map((sample) => withUpstreams(database, sample, byRef)));
  return samples.map((sample) => ({
    ...sample,
    freshness: sample.freshness + (options.gaps.get(sample.product.ref) ?? 0),
  }));
}

async function withUpstreams(
  database: Queryable,
  { applied, ...sample }: OwnSample,
  all: ReadonlyMap<ProductRef, OwnSample>,
): Promise<ProductSample> {
  let { lag, freshness } = sample;
  for (const ref of sample.product.upstreams) {
    const upstream = all.get(ref);
    const at = applied[ref] ?? 0;
    if (upstream === undefined || upstream.position <= at) continue;
    lag += upstream.position - at;
    freshness = Math.max(freshness, await ageOfCutAfter(database, upstream.product.context, ref, at));
  }
  return { ...sample, lag, freshness };
}

/** Seconds since the first commit of a product after a position; 0 when there is none. */
async function ageOfCutAfter(
  database: Queryable,
  context: string,
  ref: ProductRef,
  position: number,
): Promise<number> {
  const { name, major } = parseProductRef(ref);
  const { cuts } = productNames(context, name, major);
  const [row] = await database.query({
    text: `select extract(epoch from clock_timestamp() - committed_at) as age
           from ${cuts} where position > $1 order by position, cut limit 1`,
    values: [position],
  });
  return Math.max(0, Number(row?.["age"] ?? 0));
}
