import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { DataSource } from "typeorm";
import { orUnavailable } from "./orUnavailable.ts";
import type { ProductKey } from "./productsByKey.ts";

const OPEN = `
  select distinct product, major from catalog_store.catalog_breach
  join unnest($1::text[], $2::integer[]) as wanted(name, of_major) on product = name and major = of_major
  where restored_at is null`;

/** Of these products, those with a breach that is under way. One statement, however many. */
export async function openBreaches(
  store: DataSource,
  keys: readonly ProductKey[],
): Promise<ReadonlySet<ProductRef>> {
  const values = [keys.map(({ name }) => name), keys.map(({ major }) => major)];
  const rows = await orUnavailable(() =>
    store.query<{ readonly product: string; readonly major: number }[]>(OPEN, values),
  );
  return new Set(rows.map(({ product, major }) => productRef(product, major)));
}
