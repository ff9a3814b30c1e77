import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { SlaWindow } from "@datamesh/kernel/sla";
import type { DataSource } from "typeorm";
import type { ProductKey } from "../read/index.ts";
import { orUnavailable } from "../read/orUnavailable.ts";
import { queryable } from "./queryable.ts";
import { countsOf, SLOTS, type WindowCounts } from "./readObservations.ts";

/** What was counted in one slot of time. */
interface Slot {
  /** Its beginning, ISO 8601 in UTC. */
  readonly at: string;
  readonly counts: WindowCounts;
}

/** What was counted of a product, slot by slot, the oldest first; slots in which nothing was are left out. */
export type ProductSlots = readonly Slot[];

/** The slots a window is shown in. */
const UNITS = { H1: "minute", H24: "hour", D30: "day" } as const satisfies Record<SlaWindow, string>;

const COUNTED_IN = `
  select product, major, to_char(slot at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, metric,
    jsonb_object_agg(bucket, n)::text as counts
  from (
    select c.product, c.major, date_trunc($4, c.slot, 'UTC') as slot, c.metric, e.key as bucket,
      sum(e.value::bigint) as n
    from unnest($1::text[], $2::integer[]) as p (product, major)
    cross join ${SLOTS}
    join catalog_store.sla_counts c on c.unit = slots.unit and c.product = p.product and c.major = p.major
      and c.slot >= slots.since and c.slot < slots.until
    cross join lateral jsonb_each_text(c.counts) e
    where slots.observed_over = $3
    group by 1, 2, 3, 4, 5) added
  group by product, major, slot, metric order by slot`;

/** What was counted of these products over a window, by reference. One statement, however many. */
export async function productSlots(
  store: DataSource,
  keys: readonly ProductKey[],
  window: SlaWindow,
): Promise<ReadonlyMap<ProductRef, ProductSlots>> {
  const values = [keys.map(({ name }) => name), keys.map(({ major }) => major), window, UNITS[window]];
  const rows = await orUnavailable(() => queryable(store).query({ text: COUNTED_IN, values }));
  const byProduct = Map.groupBy(rows, (row) => productRef(row["product"] ?? "", Number(row["major"])));
  return new Map(
    [...byProduct].map(([ref, its]) => {
      const bySlot = Map.groupBy(its, (row) => row["at"] ?? "");
      return [ref, [...bySlot].map(([at, counted]) => ({ at, counts: countsOf(counted) }))] as const;
    }),
  );
}
