import { type LineageGraph, lineageGraph, type LineageSource } from "@datamesh/kernel/lineage";
import type { DataSource } from "typeorm";
import { CatalogProductRow } from "../projection/index.ts";
import type { ProductStatus } from "../state/index.ts";
import { orUnavailable } from "./orUnavailable.ts";

/** How many products are looked at, at most. */
const MAX_PRODUCTS = 10_000;

/** A product in the lineage of the mesh. */
export interface LineageProduct extends LineageSource {
  readonly status: ProductStatus;
}

/** The lineage of all products that are served. One statement. */
export async function readLineage(store: DataSource): Promise<LineageGraph<LineageProduct>> {
  const query = store
    .createQueryBuilder(CatalogProductRow, "product")
    .select("product.name", "name")
    .addSelect("product.major", "major")
    .addSelect("product.context", "context")
    .addSelect("product.status", "status")
    .addSelect("product.descriptor ->> 'version'", "version")
    .addSelect("product.descriptor ->> 'title'", "title")
    .addSelect("product.descriptor -> 'owner'", "owner")
    .addSelect("product.descriptor -> 'inputs'", "inputs")
    .where("product.status <> 'RETIRED'")
    .orderBy("product.name")
    .addOrderBy("product.major")
    .limit(MAX_PRODUCTS);
  return lineageGraph(await orUnavailable(() => query.getRawMany<LineageProduct>()));
}
