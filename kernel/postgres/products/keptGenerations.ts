import { MeshError } from "../../errors.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { productRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import { generationNames, generationViews, productNames } from "./productNames.ts";
import { grantees } from "./publishGeneration.ts";

type ProductName = Pick<DataProduct, "name" | "major">;

/** The generations of a product that can be read, both included. */
export interface KeptGenerations {
  readonly oldest: number;
  readonly live: number;
}

/** Which generations of a product can be read; undefined for one without a table. */
export async function keptGenerations(
  connection: Queryable,
  context: string,
  { name, major }: ProductName,
): Promise<KeptGenerations | undefined> {
  const [row] = await connection.query({
    text: `select generation, oldest_generation from ${contextNames(context).productPositions}
           where product = $1 and major = $2`,
    values: [name, major],
  });
  if (row === undefined) return undefined;
  return { oldest: Number(row["oldest_generation"]), live: Number(row["generation"]) };
}

/**
 * Makes sure that a generation can still be read. Fails with GENERATION_GONE, telling which can, when it was removed or
 * is yet to come, and with NOT_FOUND for a product without a table.
 */
export async function requireGeneration(
  connection: Queryable,
  context: string,
  product: ProductName,
  generation: number,
): Promise<void> {
  const ref = productRef(product.name, product.major);
  const kept = await keptGenerations(connection, context, product);
  if (kept === undefined) throw new MeshError("NOT_FOUND", `${ref} has no table yet`);
  if (generation >= kept.oldest && generation <= kept.live) return;
  throw new MeshError(
    "GENERATION_GONE",
    `generation ${generation} of ${ref} ${generation < kept.oldest ? "is no longer kept" : "is not there yet"}: ask for ${
      kept.oldest === kept.live ? `${kept.live}` : `${kept.oldest} to ${kept.live}`
    }, or for none to read what is live`,
    { product: ref, generation, ...kept },
  );
}

/**
 * Publishes a generation under its own name, so that it can be read as it was after another has become live: to whoever
 * may read the product. Idempotent; run as the context's migrate role.
 */
export async function publishKept(
  connection: Queryable,
  context: string,
  { name, major }: ProductName,
  generation: number,
): Promise<void> {
  const tables = generationNames(context, name, major, generation);
  const views = generationViews(context, name, major, generation);
  const readers = await grantees(connection, productNames(context, name, major).rows);
  for (const part of ["rows", "history", "cuts"] as const) {
    const columns = await columnsOfTable(connection, tables[part]);
    if (columns.length === 0) continue;
    await connection.query({
      text: `create or replace view ${views[part]} with (security_invoker = true) as
             select ${columns.join(", ")} from ${tables[part]}`,
    });
    if (readers.length === 0) continue;
    await connection.query({ text: `grant select on ${views[part]} to ${readers.join(", ")}` });
  }
}

/** Removes the names under which a generation was published. */
export async function unpublishKept(
  connection: Queryable,
  context: string,
  { name, major }: ProductName,
  generation: number,
): Promise<void> {
  const { rows, history, cuts } = generationViews(context, name, major, generation);
  await connection.query({ text: `drop view if exists ${rows}, ${history}, ${cuts}` });
}

/** Whether the tables of a generation are there. */
export async function hasGeneration(
  connection: Queryable,
  context: string,
  { name, major }: ProductName,
  generation: number,
): Promise<boolean> {
  const [row] = await connection.query({
    text: "select to_regclass($1) is not null as there",
    values: [generationNames(context, name, major, generation).rows],
  });
  return row?.["there"] === "t";
}

/** Quoted, in their order, without what no view shows: what is kept beside the fields has two underscores in a row. */
async function columnsOfTable(connection: Queryable, table: string): Promise<readonly string[]> {
  const rows = await connection.query({
    text: `select attname as name from pg_attribute
           where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attname !~ '__' order by attnum`,
    values: [table],
  });
  return rows.map((row) => identifier(row["name"] ?? ""));
}
