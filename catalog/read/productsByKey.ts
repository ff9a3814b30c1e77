import { type ProductRef, productRef } from "@datamesh/kernel/product";
import { type DataSource, In } from "typeorm";
import { CatalogProductRow } from "../projection/index.ts";
import { orUnavailable } from "./orUnavailable.ts";

/** What names a product version. */
export interface ProductKey {
  readonly name: string;
  readonly major: number;
}

/** The products of these names and versions, retired ones too, by reference. One statement, however many. */
export async function productsByKey(
  store: DataSource,
  keys: readonly ProductKey[],
): Promise<ReadonlyMap<ProductRef, CatalogProductRow>> {
  const wanted = keys.map(({ name, major }) => ({ name, major }));
  const rows = await orUnavailable(() => store.manager.find(CatalogProductRow, { where: wanted }));
  return new Map(rows.map((row) => [productRef(row.name, row.major), row]));
}

/** All versions of these products, the newest first, by name. One statement, however many. */
export async function versionsByName(
  store: DataSource,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly CatalogProductRow[]>> {
  const rows = await orUnavailable(() =>
    store.manager.find(CatalogProductRow, { where: { name: In([...names]) }, order: { major: "desc" } }),
  );
  return Map.groupBy(rows, ({ name }) => name);
}

/** The newest version of a product that is served; of one that is not, the newest there was. */
export async function newestProduct(store: DataSource, name: string): Promise<CatalogProductRow | null> {
  const versions = await orUnavailable(() =>
    store.manager.find(CatalogProductRow, { where: { name }, order: { major: "desc" } }),
  );
  return versions.find(({ status }) => status !== "RETIRED") ?? versions[0] ?? null;
}
