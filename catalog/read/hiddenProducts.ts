import { type Consumer, mayKnow, type Policy } from "@datamesh/kernel/policy";
import { type ProductRef, productRef } from "@datamesh/kernel/product";
import type { DataSource } from "typeorm";
import { orUnavailable } from "./orUnavailable.ts";

/** The condition is that of the index of migration 6. */
const HIDDEN = `
  select name, major, descriptor #> '{policy}' as policy from catalog_store.catalog_product
  where descriptor #> '{policy,hidden}' = 'true'::jsonb`;

interface HiddenRow {
  readonly name: string;
  readonly major: number;
  readonly policy: Policy;
}

/** The products, retired ones too, that a consumer may not know of; mostly there are none. One statement. */
export async function hiddenProducts(
  store: DataSource,
  consumer: Consumer,
): Promise<ReadonlySet<ProductRef>> {
  const rows = await orUnavailable(() => store.query<HiddenRow[]>(HIDDEN));
  const unknown = rows.filter(({ policy }) => !mayKnow(policy, consumer));
  return new Set(unknown.map(({ name, major }) => productRef(name, major)));
}
