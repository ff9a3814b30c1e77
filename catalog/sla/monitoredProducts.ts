import type { Queryable } from "@datamesh/kernel/postgres";
import { type InputDescriptor, type ProductRef, productRef, type Sla } from "@datamesh/kernel/product";

/** A registered product as far as measuring it needs. */
export interface MonitoredProduct {
  readonly ref: ProductRef;
  readonly name: string;
  readonly major: number;
  readonly version: string;
  readonly context: string;
  /** The types of the events in its own context's log that it is derived from. */
  readonly eventTypes: readonly string[];
  readonly upstreams: readonly ProductRef[];
  readonly sla: Sla;
}

/** Every product that is served now, by the catalog's tables. */
export async function monitoredProducts(catalog: Queryable): Promise<readonly MonitoredProduct[]> {
  const rows = await catalog.query({
    text: `select name, major, context, descriptor ->> 'version' as version, descriptor -> 'inputs' as inputs,
             descriptor -> 'sla' as sla
           from catalog_store.catalog_product where status <> 'RETIRED' order by name, major`,
  });
  return rows.map((row) => {
    const [name, major] = [row["name"] ?? "", Number(row["major"])];
    const inputs = JSON.parse(row["inputs"] ?? "[]") as readonly InputDescriptor[];
    return {
      ref: productRef(name, major),
      name,
      major,
      version: row["version"] ?? "",
      context: row["context"] ?? "",
      eventTypes: [...new Set(inputs.flatMap((each) => (each.kind === "events" ? each.eventTypes : [])))],
      upstreams: [...new Set(inputs.flatMap((each) => (each.kind === "join" ? [each.product] : [])))],
      sla: JSON.parse(row["sla"] ?? "{}") as Sla,
    };
  });
}
