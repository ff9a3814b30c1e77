import { type LineageSource, MODEL_FIELDS, type ModelSource } from "@datamesh/kernel/lineage";
import type { DataSource } from "typeorm";
import { CatalogProductRow } from "../projection/index.ts";
import type { ProductStatus } from "../state/index.ts";
import { orUnavailable } from "./orUnavailable.ts";

/** How many products are looked at, at most. */
const MAX_PRODUCTS = 10_000;

const MODEL_PATH = `$.fields[*] ? (${MODEL_FIELDS.map((name) => `@.name == "${name}"`).join(" || ")})`;

/** A product in the lineage of the mesh. */
export interface LineageProduct extends LineageSource {
  readonly status: ProductStatus;
  /** Of its fields those by which a row names a model. */
  readonly fields: ModelSource["fields"];
}

/** What the lineage of all products that are served follows from. One statement. */
export async function readLineage(store: DataSource): Promise<readonly LineageProduct[]> {
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
    .addSelect("jsonb_path_query_array(product.descriptor, :modelFields::jsonpath)", "fields")
    .setParameter("modelFields", MODEL_PATH)
    .where("product.status <> 'RETIRED'")
    .orderBy("product.name")
    .addOrderBy("product.major")
    .limit(MAX_PRODUCTS);
  return orUnavailable(() => query.getRawMany<LineageProduct>());
}
