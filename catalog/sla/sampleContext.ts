import { contextNames, type Queryable, type TextRow } from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import type { MonitoredProduct } from "./monitoredProducts.ts";
import type { ProductSample } from "./productSample.ts";

/** A sample of what a product has from its own context's log, and the positions it has of its upstream products. */
export interface OwnSample extends ProductSample {
  readonly applied: Readonly<Record<ProductRef, number>>;
}

/** What is known of a product's newest event from an earlier sample. */
export type Scanned = ReadonlyMap<ProductRef, { readonly version: string; readonly scannedTo: number }>;

/**
 * Samples the products of one context in one statement, so that log and checkpoints are seen at one moment. Positions,
 * types and times of events are read, never what they hold: the catalog may not (kernel/postgres/products/grantStatus.ts).
 * What is not applied counts as missing once it is older than `inFlightSeconds`. Products without a table are left out.
 */
export async function sampleContext(
  database: Queryable,
  context: string,
  products: readonly MonitoredProduct[],
  { scanned, inFlightSeconds }: { readonly scanned: Scanned; readonly inFlightSeconds: number },
): Promise<readonly OwnSample[]> {
  const asked = products.map(({ ref, name, major, version, eventTypes }) => {
    const known = scanned.get(ref);
    return { name, major, types: eventTypes, scanned: known?.version === version ? known.scannedTo : 0 };
  });
  const rows = await database.query({
    text: statement(context),
    values: [JSON.stringify(asked), inFlightSeconds],
  });
  return rows.flatMap((row) => {
    const product = products.find((each) => each.name === row["name"] && each.major === Number(row["major"]));
    return product === undefined ? [] : [sampleOf(product, row)];
  });
}

function statement(context: string): string {
  const names = contextNames(context);
  return `
    select p.name, p.major, c.position, c.inputs, c.quarantined, h.head, w.*,
      (select coalesce(sum(t.count), 0) from ${names.logTypes} t where t.event_type = any (p.types)) as logged,
      n.recorded_at, extract(epoch from n.recorded_at - n.occurred_at) as delay
    from jsonb_to_recordset($1::jsonb) as p (name text, major integer, types text[], scanned bigint)
    join ${names.productPositions} c on c.product = p.name and c.major = p.major
    cross join ${names.logHead} h
    cross join lateral (
      select count(*) as waiting,
        count(*) filter (where e.recorded_at < clock_timestamp() - make_interval(secs => $2)) as overdue,
        extract(epoch from clock_timestamp() - min(e.recorded_at)) as age
      from ${names.log} e
      where e.seq_id > coalesce((c.inputs #>> '{events,position}')::bigint, 0) and e.event_type = any (p.types)) w
    left join lateral (
      select e.recorded_at, e.occurred_at from ${names.log} e
      where e.seq_id > p.scanned and e.event_type = any (p.types) order by e.seq_id desc limit 1) n on true`;
}

function sampleOf(product: MonitoredProduct, row: TextRow): OwnSample {
  const number = (column: string): number => Number(row[column] ?? 0);
  const [logged, quarantined] = [number("logged"), number("quarantined")];
  const inputs = JSON.parse(row["inputs"] ?? "{}") as Record<ProductRef, { readonly position: number }>;
  const recordedAt = row["recorded_at"] ?? null;
  return {
    product,
    position: number("position"),
    lag: number("waiting"),
    quarantined,
    logged,
    freshness: Math.max(0, number("age")),
    missing: logged === 0 ? null : Math.min(1, (number("overdue") + quarantined) / logged),
    scannedTo: number("head"),
    newest: recordedAt === null ? null : { recordedAt, delay: number("delay") },
    applied: Object.fromEntries(product.upstreams.map((ref) => [ref, inputs[ref]?.position ?? 0])),
  };
}
