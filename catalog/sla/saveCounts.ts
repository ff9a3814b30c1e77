import type { Queryable } from "@datamesh/kernel/postgres";
import type { Histogram, SlotUnit } from "@datamesh/kernel/sla";

/** What is counted of a product in a slot of time. */
export const COUNTED = ["latency", "outcome", "freshness", "missing"] as const;
export type Counted = (typeof COUNTED)[number];

/** One histogram of `catalog_store.sla_counts`. */
export interface CountsRow {
  readonly unit: SlotUnit;
  /** The slot's beginning, ISO 8601; a moment within it will do for a minute. */
  readonly slot: string;
  readonly product: string;
  readonly major: number;
  readonly version: string;
  readonly metric: Counted;
  readonly source: string;
  readonly counts: Histogram;
}

const GIVEN = `
  select g.unit, date_trunc(g.unit, g.slot, 'UTC') as slot, g.product, g.major, g.version, g.metric, g.source, g.counts
  from jsonb_to_recordset($1::jsonb) as g (
    unit text, slot timestamptz, product text, major integer, version text, metric text, source text, counts jsonb)`;
const INSERT =
  "insert into catalog_store.sla_counts as kept (unit, slot, product, major, version, metric, source, counts)";
const KEY = "(unit, product, major, slot, metric, version, source)";

/** Keeps what a source says of its slots in place of what it said before. */
export async function replaceCounts(catalog: Queryable, rows: readonly CountsRow[]): Promise<void> {
  if (rows.length === 0) return;
  await catalog.query({
    text: `${INSERT} ${GIVEN} on conflict ${KEY} do update set counts = excluded.counts`,
    values: [JSON.stringify(rows)],
  });
}

/** Adds to what is counted in the slots so far. */
export async function addCounts(catalog: Queryable, rows: readonly CountsRow[]): Promise<void> {
  if (rows.length === 0) return;
  await catalog.query({
    text: `${INSERT} ${GIVEN} on conflict ${KEY} do update set counts = kept.counts || (
             select jsonb_object_agg(e.key, coalesce((kept.counts ->> e.key)::bigint, 0) + e.value::bigint)
             from jsonb_each_text(excluded.counts) e)`,
    values: [JSON.stringify(rows)],
  });
}
