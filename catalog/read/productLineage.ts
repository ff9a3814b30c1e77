import { type LineageGraph, lineageGraph, type LineageSource } from "@datamesh/kernel/lineage";
import type { InputDescriptor } from "@datamesh/kernel/product";
import type { DataSource } from "typeorm";
import { CatalogProductRow } from "../projection/index.ts";
import { orUnavailable } from "./orUnavailable.ts";

/** How many products are looked at, at most. */
const MAX_PRODUCTS = 10_000;

interface LineageRow extends Omit<LineageSource, "inputs"> {
  readonly inputs: readonly InputDescriptor[];
}

/** The lineage of all products that are served. One statement. */
export async function readLineage(store: DataSource): Promise<LineageGraph> {
  const query = store
    .createQueryBuilder(CatalogProductRow, "product")
    .select("product.name", "name")
    .addSelect("product.major", "major")
    .addSelect("product.context", "context")
    .addSelect("product.descriptor ->> 'version'", "version")
    .addSelect("product.descriptor ->> 'title'", "title")
    .addSelect("product.descriptor -> 'owner'", "owner")
    .addSelect("product.descriptor -> 'inputs'", "inputs")
    .where("product.status <> 'RETIRED'")
    .orderBy("product.name")
    .addOrderBy("product.major")
    .limit(MAX_PRODUCTS);
  return lineageGraph(await orUnavailable(() => query.getRawMany<LineageRow>()));
}
