import type { Queryable } from "@datamesh/kernel/postgres";
import { productRef } from "@datamesh/kernel/product";
import { monitoredProducts } from "./monitoredProducts.ts";
import { type ProductNow, readNow } from "./readNow.ts";

/** Where a product stands, by its newest sample. */
export type ProductStanding = ProductNow;

/** Where the products that are served now stand; those nobody has sampled yet are left out. */
export async function productStandings(catalog: Queryable): Promise<readonly ProductStanding[]> {
  const products = await monitoredProducts(catalog);
  const now = await readNow(catalog, products);
  return products.flatMap(({ name, major }) => now.get(productRef(name, major)) ?? []);
}
