import type { Queryable } from "@datamesh/kernel/postgres";
import type { ProductDescriptor } from "@datamesh/kernel/product";

/** The products that are served, of all contexts, by name and major. `database` is the catalog's read login. */
export async function registeredProducts(database: Queryable): Promise<readonly ProductDescriptor[]> {
  const rows = await database.query({
    text: "select descriptor from catalog_store.catalog_product where status <> 'RETIRED' order by name, major",
  });
  return rows.map((row) => JSON.parse(row["descriptor"] ?? "") as ProductDescriptor);
}
