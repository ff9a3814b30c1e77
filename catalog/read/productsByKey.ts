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

/** Of the versions of a product, the newest first, the newest that is served; if none is, the newest there was. */
export function newestProduct(versions: readonly CatalogProductRow[]): CatalogProductRow | null {
  return versions.find(({ status }) => status !== "RETIRED") ?? versions[0] ?? null;
}
