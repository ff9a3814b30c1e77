import { type LineageSource, MODEL_FIELDS, type ModelSource } from "@datamesh/kernel/lineage";
import type { DataSource } from "typeorm";
import type { ProductStatus } from "../state/index.ts";
import { orUnavailable } from "./orUnavailable.ts";

/** How many products are looked at, at most. */
const MAX_PRODUCTS = 10_000;

/** A product in the lineage of the mesh. */
export interface LineageProduct extends LineageSource {
  readonly status: ProductStatus;
  /** Of its fields those by which a row names a model. */
  readonly fields: ModelSource["fields"];
}

/** A contract is taken apart once, however much is told of it: unpacking it is most of what this costs. */
const PRODUCTS = `
  select product.name, product.major, product.context, product.status, told.version, told.title, told.owner, told.inputs,
    jsonb_path_query_array(told.fields, $2::jsonpath) as fields
  from catalog_store.catalog_product product
  cross join jsonb_to_record(product.descriptor)
    as told (version text, title text, owner jsonb, inputs jsonb, fields jsonb)
  where product.status <> 'RETIRED' order by product.name, product.major limit $1`;

const NAMING_MODELS = `$[*] ? (${MODEL_FIELDS.map((name) => `@.name == "${name}"`).join(" || ")})`;

/** What the lineage of all products that are served follows from. One statement. */
export const readLineage = (store: DataSource): Promise<readonly LineageProduct[]> =>
  orUnavailable(() => store.query<LineageProduct[]>(PRODUCTS, [MAX_PRODUCTS, NAMING_MODELS]));
