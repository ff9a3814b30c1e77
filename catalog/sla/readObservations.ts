import type { Queryable, TextRow } from "@datamesh/kernel/postgres";
import { type ProductRef, productRef } from "@datamesh/kernel/product";
import { type Histogram, SLA_WINDOWS, type SlaWindow } from "@datamesh/kernel/sla";
import type { ProductKey } from "../read/index.ts";
import { COUNTED, type Counted } from "./saveCounts.ts";

/** What was counted of a product in a window. */
export type WindowCounts = Readonly<Record<Counted, Histogram>>;

/** What was counted of products, by window. */
export type Observed = ReadonlyMap<ProductRef, Readonly<Record<SlaWindow, WindowCounts>>>;

/**
 * The slots a window is made of: whole ones of the larger unit, and smaller ones for what is under way, which is not
 * added up yet.
 */
export const SLOTS = `
  (values
    ('H1', 'minute', date_trunc('minute', clock_timestamp(), 'UTC') - interval '59 minutes', 'infinity'),
    ('H24', 'hour', date_trunc('hour', clock_timestamp(), 'UTC') - interval '23 hours',
      date_trunc('hour', clock_timestamp(), 'UTC')),
    ('H24', 'minute', date_trunc('hour', clock_timestamp(), 'UTC'), 'infinity'),
    ('D30', 'day', date_trunc('day', clock_timestamp(), 'UTC') - interval '29 days',
      date_trunc('day', clock_timestamp(), 'UTC')),
    ('D30', 'hour', date_trunc('day', clock_timestamp(), 'UTC'), date_trunc('hour', clock_timestamp(), 'UTC')),
    ('D30', 'minute', date_trunc('hour', clock_timestamp(), 'UTC'), 'infinity')
  ) as slots (observed_over, unit, since, until)`;

/** Reads what was counted of these products over these windows, in one statement. Counts are added, never averaged. */
export async function readObservations(
  catalog: Queryable,
  keys: readonly ProductKey[],
  windows: readonly SlaWindow[] = SLA_WINDOWS,
): Promise<Observed> {
  const rows = await catalog.query({
    text: `select product, major, observed_over, metric, jsonb_object_agg(bucket, n)::text as counts
           from (
             select c.product, c.major, slots.observed_over, c.metric, e.key as bucket, sum(e.value::bigint) as n
             from unnest($1::text[], $2::integer[]) as p (product, major)
             cross join ${SLOTS}
             join catalog_store.sla_counts c on c.unit = slots.unit and c.product = p.product and c.major = p.major
               and c.slot >= slots.since and c.slot < slots.until
             cross join lateral jsonb_each_text(c.counts) e
             where slots.observed_over = any ($3::text[])
             group by 1, 2, 3, 4, 5) added
           group by product, major, observed_over, metric`,
    values: [keys.map(({ name }) => name), keys.map(({ major }) => major), windows],
  });
  const byProduct = Map.groupBy(rows, (row) => productRef(row["product"] ?? "", Number(row["major"])));
  return new Map([...byProduct].map(([ref, its]) => [ref, byWindow(its)] as const));
}

/** Nothing, in any window. */
export const NOTHING_OBSERVED = byWindow([]);

function byWindow(rows: readonly TextRow[]): Readonly<Record<SlaWindow, WindowCounts>> {
  return Object.fromEntries(
    SLA_WINDOWS.map((window) => [window, countsOf(rows.filter((row) => row["observed_over"] === window))]),
  ) as Record<SlaWindow, WindowCounts>;
}

/** The histograms that rows hold, one for each metric; empty for one without a row. */
export function countsOf(rows: readonly TextRow[]): WindowCounts {
  const counted = (metric: Counted): Histogram =>
    JSON.parse(rows.find((row) => row["metric"] === metric)?.["counts"] ?? "{}") as Histogram;
  return Object.fromEntries(COUNTED.map((metric) => [metric, counted(metric)])) as Record<Counted, Histogram>;
}
