import type { Queryable, TextRow } from "@datamesh/kernel/postgres";
import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { ProductKey } from "../read/index.ts";

/** The newest sample of a product. */
export interface ProductNow {
  readonly name: string;
  readonly major: number;
  readonly position: number;
  /** Events and upstream changes that are not applied yet. */
  readonly lag: number;
  readonly quarantined: number;
  readonly logged: number;
  /** Seconds since the oldest of what is not applied was recorded, and those that gateways take to hear of commits. */
  readonly freshness: number;
  /** The share of logged events that is in the product; null while nothing is logged. */
  readonly completeness: number | null;
  /** ISO 8601 in UTC, when the log took the newest event of the product's types; null before the first. */
  readonly lastEventAt: string | null;
  /** Seconds from when that event happened until the log took it. */
  readonly sourceDelay: number | null;
  /** Seconds since then. */
  readonly silence: number | null;
}

/** The newest samples of these products, by reference; none of a product nobody has sampled. */
export async function readNow(
  catalog: Queryable,
  keys: readonly ProductKey[],
): Promise<ReadonlyMap<ProductRef, ProductNow>> {
  const rows = await catalog.query({
    text: `select n.product, n.major, n.position::text, n.lag::text, n.quarantined::text, n.logged::text,
             n.freshness_seconds::text as freshness, (1 - n.missing_share)::text as completeness,
             to_char(n.last_event_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last_event_at,
             n.source_delay_seconds::text as source_delay,
             extract(epoch from clock_timestamp() - n.last_event_at)::text as silence
           from unnest($1::text[], $2::integer[]) as p (product, major)
           join catalog_store.sla_now n on n.product = p.product and n.major = p.major`,
    values: [keys.map(({ name }) => name), keys.map(({ major }) => major)],
  });
  return new Map(
    rows.map((row) => [productRef(row["product"] ?? "", Number(row["major"])), nowOf(row)] as const),
  );
}

function nowOf(row: TextRow): ProductNow {
  const orNull = (column: string): number | null => (row[column] == null ? null : Number(row[column]));
  return {
    name: row["product"] ?? "",
    major: Number(row["major"]),
    position: Number(row["position"]),
    lag: Number(row["lag"]),
    quarantined: Number(row["quarantined"]),
    logged: Number(row["logged"]),
    freshness: Number(row["freshness"]),
    completeness: orNull("completeness"),
    lastEventAt: row["last_event_at"] ?? null,
    sourceDelay: orNull("source_delay"),
    silence: orNull("silence"),
  };
}
