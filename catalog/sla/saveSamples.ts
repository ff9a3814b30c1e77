import type { Queryable } from "@datamesh/kernel/postgres";
import { bucketOf } from "@datamesh/kernel/sla";
import type { ProductSample } from "./productSample.ts";
import { addCounts, type Counted, type CountsRow } from "./saveCounts.ts";

/** The samples' source: whichever process measures, they add up. */
const MONITOR = "monitor";

/** Adds samples to the minute they were taken in, and makes them the newest of their products. */
export async function saveSamples(
  catalog: Queryable,
  samples: readonly ProductSample[],
  sampledAt: string,
): Promise<void> {
  await addCounts(
    catalog,
    samples.flatMap((sample) => countsOf(sample, sampledAt)),
  );
  await saveNow(catalog, samples, sampledAt);
}

function countsOf({ product, freshness, missing }: ProductSample, slot: string): readonly CountsRow[] {
  const { name, major, version } = product;
  const once = (metric: Counted, value: number): CountsRow => ({
    unit: "minute",
    slot,
    product: name,
    major,
    version,
    metric,
    source: MONITOR,
    counts: { [bucketOf(value)]: 1 },
  });
  return [once("freshness", freshness), ...(missing === null ? [] : [once("missing", missing)])];
}

/** A sample without a newer event keeps what was known of the newest one. */
async function saveNow(
  catalog: Queryable,
  samples: readonly ProductSample[],
  sampledAt: string,
): Promise<void> {
  const rows = samples.map(({ product, newest, ...sample }) => ({
    product: product.name,
    major: product.major,
    version: product.version,
    sampled_at: sampledAt,
    position: sample.position,
    lag: sample.lag,
    quarantined: sample.quarantined,
    logged: sample.logged,
    freshness_seconds: sample.freshness,
    missing_share: sample.missing,
    scanned_to: sample.scannedTo,
    last_event_at: newest?.recordedAt ?? null,
    source_delay_seconds: newest?.delay ?? null,
  }));
  await catalog.query({
    text: `insert into catalog_store.sla_now as kept
           select * from jsonb_populate_recordset(null::catalog_store.sla_now, $1::jsonb)
           on conflict (product, major) do update set
             (version, sampled_at, position, lag, quarantined, logged, freshness_seconds, missing_share, scanned_to,
              last_event_at, source_delay_seconds) =
             (excluded.version, excluded.sampled_at, excluded.position, excluded.lag, excluded.quarantined,
              excluded.logged, excluded.freshness_seconds, excluded.missing_share, excluded.scanned_to,
              coalesce(excluded.last_event_at, kept.last_event_at),
              case when excluded.last_event_at is null
                then kept.source_delay_seconds else excluded.source_delay_seconds end)`,
    values: [JSON.stringify(rows)],
  });
}
