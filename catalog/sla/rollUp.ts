import type { Queryable } from "@datamesh/kernel/postgres";

/** How long minutes and hours are kept once the larger slots hold them, and days altogether. */
const KEPT = Object.freeze({ minute: "25 hours", hour: "3 days", day: "31 days" });

/**
 * Adds minutes up to hours and hours to days, and removes what is older than it is kept for: all minutes of an hour at
 * once, so that what is left always adds up to whole hours. `recent` ones are those a report may still come for; the
 * first time in a process `all` are added up.
 */
export async function rollUp(catalog: Queryable, since: "all" | "recent"): Promise<void> {
  await addUp(catalog, "minute", "hour", since === "all" ? KEPT.day : "2 hours");
  await addUp(catalog, "hour", "day", since === "all" ? KEPT.day : "1 day");
  await catalog.query({
    text: `delete from catalog_store.sla_counts c
           using (values ('minute', 'hour', $1::interval), ('hour', 'day', $2::interval), ('day', 'day', $3::interval))
             as kept (unit, whole, span)
           where c.unit = kept.unit and c.slot < date_trunc(kept.whole, clock_timestamp() - kept.span, 'UTC')`,
    values: [KEPT.minute, KEPT.hour, KEPT.day],
  });
}

/** Every slot is added up anew from all that is in it, so doing it again changes nothing. */
async function addUp(
  catalog: Queryable,
  from: "minute" | "hour",
  to: "hour" | "day",
  since: string,
): Promise<void> {
  await catalog.query({
    text: `insert into catalog_store.sla_counts (unit, slot, product, major, version, metric, source, counts)
           select $2, slot, product, major, version, metric, '', jsonb_object_agg(bucket, n)
           from (
             select date_trunc($2, s.slot, 'UTC') as slot, s.product, s.major, s.version, s.metric, c.key as bucket,
               sum(c.value::bigint) as n
             from catalog_store.sla_counts s cross join lateral jsonb_each_text(s.counts) c
             where s.unit = $1 and s.slot >= date_trunc($2, clock_timestamp() - $3::interval, 'UTC')
             group by 1, 2, 3, 4, 5, 6) added
           group by slot, product, major, version, metric
           on conflict (unit, product, major, slot, metric, version, source) do update set counts = excluded.counts`,
    values: [from, to, since],
  });
}
