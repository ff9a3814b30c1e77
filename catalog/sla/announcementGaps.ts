import type { Queryable } from "@datamesh/kernel/postgres";
import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { GapRow } from "@datamesh/kernel/sla";

/** For so long a gap counts that a gateway reported: two samples. */
const COUNTS_FOR = "interval '10 seconds'";

/** Keeps what a gateway reports: of each product the longest gap of the last ten seconds. */
export async function saveGaps(catalog: Queryable, source: string, gaps: readonly GapRow[]): Promise<void> {
  if (gaps.length === 0) return;
  await catalog.query({
    text: `insert into catalog_store.sla_gaps as kept (product, major, source, seconds, reported_at)
           select g.product, g.major, $2, max(g.seconds), clock_timestamp()
           from jsonb_to_recordset($1::jsonb) as g (product text, major integer, seconds double precision)
           group by g.product, g.major
           on conflict (product, major, source) do update
             set seconds = excluded.seconds, reported_at = excluded.reported_at
             where excluded.seconds >= kept.seconds
               or kept.reported_at < excluded.reported_at - ${COUNTS_FOR}`,
    values: [JSON.stringify(gaps), source],
  });
}

/** Seconds from a product's commit until the last of the gateways had heard of it, of the last ten seconds. */
export async function readGaps(catalog: Queryable): Promise<ReadonlyMap<ProductRef, number>> {
  const rows = await catalog.query({
    text: `select product, major, max(seconds)::text as seconds from catalog_store.sla_gaps
           where reported_at > clock_timestamp() - ${COUNTS_FOR} group by product, major`,
  });
  return new Map(
    rows.map((row) => [productRef(row["product"] ?? "", Number(row["major"])), Number(row["seconds"])]),
  );
}

/** Forgets what counts no longer, of gateways that may be gone. */
export async function forgetGaps(catalog: Queryable): Promise<void> {
  await catalog.query({
    text: `delete from catalog_store.sla_gaps where reported_at < clock_timestamp() - ${COUNTS_FOR}`,
  });
}
