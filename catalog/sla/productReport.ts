import type { Queryable } from "@datamesh/kernel/postgres";
import { productRef, type ProductRef, type Sla } from "@datamesh/kernel/product";
import { measuredSla, type WindowObjective } from "./measuredSla.ts";
import { type ProductNow, readNow } from "./readNow.ts";
import { NOTHING_OBSERVED, readObservations } from "./readObservations.ts";

/** A product and how it kept its promises in the last hour. */
export interface ProductReport {
  readonly product: ProductRef;
  readonly version: string;
  readonly context: string;
  readonly owner: string;
  readonly status: string;
  readonly sla: readonly WindowObjective[];
  /** Null before the first sample. */
  readonly now: ProductNow | null;
}

/** Reports on every product that is served, by name. */
export async function productReports(catalog: Queryable): Promise<readonly ProductReport[]> {
  const rows = await catalog.query({
    text: `select name, major, descriptor ->> 'version' as version, context, owner_team, status,
             descriptor -> 'sla' as sla
           from catalog_store.catalog_product where status <> 'RETIRED' order by name, major`,
  });
  const keys = rows.map((row) => ({ name: row["name"] ?? "", major: Number(row["major"]) }));
  const [observed, now] = await Promise.all([
    readObservations(catalog, keys, ["H1"]),
    readNow(catalog, keys),
  ]);
  return rows.map((row) => {
    const product = productRef(row["name"] ?? "", Number(row["major"]));
    const counts = (observed.get(product) ?? NOTHING_OBSERVED).H1;
    const sla = JSON.parse(row["sla"] ?? "{}") as Sla;
    return {
      product,
      version: row["version"] ?? "",
      context: row["context"] ?? "",
      owner: row["owner_team"] ?? "",
      status: row["status"] ?? "",
      sla: measuredSla(sla, "H1", counts, now.get(product)),
      now: now.get(product) ?? null,
    };
  });
}
