import type { Context, DataProduct, Row } from "../../../product/index.ts";
import { encode } from "../../columns/index.ts";
import type { Queryable } from "../../database.ts";
import { columnsOf } from "../../products/columnsOf.ts";
import { generationNames } from "../../products/productNames.ts";
import { productTables } from "../../products/productTables.ts";
import { publishGeneration } from "../../products/publishGeneration.ts";

/** Makes the schemas of a context, and the tables and views of its products, for tests that need no projection. */
export async function createRelations(database: Queryable, context: Context): Promise<void> {
  await database.query({ text: `create schema "${context.schema}"` });
  await database.query({ text: `create schema "${context.schema}_store"` });
  // Where products stand, of which none is kept here: their pages are not pinned.
  await database.query({
    text: `create function "${context.schema}".product_standing(text, integer) returns text stable return null::text`,
  });
  for (const product of context.products) {
    for (const text of productTables(context.name, product, 1)) await database.query({ text });
    await publishGeneration(database, context.name, product, 1);
  }
}

/** Replaces the rows of a product; fields a row does not name are null. */
export async function putRows(
  database: Queryable,
  context: Context,
  product: DataProduct,
  rows: readonly Row[],
): Promise<void> {
  const { rows: table } = generationNames(context.name, product.name, product.major, 1);
  const columns = columnsOf(product.fields);
  await database.query({ text: `truncate ${table}` });
  const arrays = columns.map((_column, index) => `$${index + 1}::text[]`);
  const selected = columns.map((column) => `r.${column.name}::${column.parameterType}`);
  await database.query({
    text: `insert into ${table} (${columns.map(({ name }) => name).join(", ")})
      select ${selected.join(", ")} from unnest(${arrays.join(", ")}) as r(${columns.map(({ name }) => name).join(", ")})`,
    values: columns.map(({ stored, field }) => rows.map((row) => encode(stored, row[field], field))),
  });
  await database.query({ text: `analyze ${table}` });
}
