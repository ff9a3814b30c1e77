import { parseDuration } from "../../duration.ts";
import { consumedTypes } from "../../product/consumedTypes.ts";
import type { Context } from "../../product/context.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { fingerprint, type Fingerprint, fingerprintDifference } from "../../product/fingerprint.ts";
import { columnName } from "../../product/names.ts";
import { isSealed } from "../columns/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable, TextRow } from "../database.ts";
import type { RoleNamer } from "../roles/roleNames.ts";
import { keyColumn } from "./columnsOf.ts";
import { declareEvents } from "./declareEvents.ts";
import { requireNoTables } from "./requireNoTables.ts";
import { deriveAnew, lacksTables } from "./deriveAnew.ts";
import { grantProduct } from "./grantProduct.ts";
import { keptGenerations, publishKept } from "./keptGenerations.ts";
import { modelsFunction } from "./modelsFunction.ts";
import { productTables, productUpgrades, rowIndexes } from "./productTables.ts";
import { publishGeneration, publishStored } from "./publishGeneration.ts";
import { storeTables } from "./storeTables.ts";

const FIRST_GENERATION = 1;

/** Taken by whoever changes stores, or grants what is in them: two who make the same table are not both told it exists. */
export const MIGRATE_LOCK = "select pg_advisory_xact_lock(hashtext('datamesh migrate'))";

/**
 * Makes the store of a context and the first generation of each of its products that has none, and notes which events it
 * reads. What exists is left as it is: a changed declaration never alters a table. What somebody dropped or revoked of it
 * is made and granted again, and a product whose tables are gone is derived anew. Run as the context's migrate role, in
 * a transaction.
 */
export async function ensureStore(migrate: Queryable, context: Context, role: RoleNamer): Promise<void> {
  const { name, products } = context;
  await migrate.query({ text: MIGRATE_LOCK });
  await lockPositions(migrate, name);
  for (const text of storeTables(name, role)) await migrate.query({ text });
  for (const product of products) await ensureProduct(migrate, name, product, role);
  for (const text of modelsFunction(name, products)) await migrate.query({ text });
  await declareEvents(migrate, context, role);
}

/**
 * Locks the view by which others hear where products stand, and then what it reads, which is the order in which they
 * lock them: who is heard four times a second would otherwise soon wait for a table while it is waited for at the view.
 */
async function lockPositions(connection: Queryable, context: string): Promise<void> {
  const { productPositions } = contextNames(context);
  const [found] = await connection.query({
    text: "select 1 where to_regclass($1) is not null",
    values: [productPositions],
  });
  if (found !== undefined)
    await connection.query({ text: `lock table ${productPositions} in access exclusive mode` });
}

async function ensureProduct(
  connection: Queryable,
  context: string,
  product: DataProduct,
  role: RoleNamer,
): Promise<void> {
  await ensureTables(connection, context, product, role);
  // A contract's retention is never shortened: that takes a new major, with tables of its own.
  await connection.query({
    text: `update ${contextNames(context).checkpoints} set retention_seconds = greatest(retention_seconds, $3), key_column = $4, key_sealed = $5, keeps_history = $6
           where product = $1 and major = $2`,
    values: [
      product.name,
      product.major,
      parseDuration(product.policy.retention),
      columnName(product.key),
      isSealed(keyColumn(product).stored),
      product.history,
    ],
  });
}

async function ensureTables(
  connection: Queryable,
  context: string,
  product: DataProduct,
  role: RoleNamer,
): Promise<void> {
  const { checkpoints } = contextNames(context);
  const found = await connection.query({
    text: `select generation, fingerprint from ${checkpoints} where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  if (found[0] !== undefined) {
    if (await lacksTables(connection, context, product, Number(found[0]["generation"]))) {
      return deriveAnew(connection, context, product, Number(found[0]["generation"]), role);
    }
    return bringUpToDate(connection, context, product, found[0], role);
  }
  await requireNoTables(connection, context, product);
  for (const text of productTables(context, product, FIRST_GENERATION)) await connection.query({ text });
  await publishGeneration(connection, context, product, FIRST_GENERATION);
  await grantProduct(connection, context, product, { generation: FIRST_GENERATION, role });
  await publishKept(connection, context, product, FIRST_GENERATION);
  await connection.query({
    text: `insert into ${checkpoints} (product, major, generation, version, fingerprint, event_types)
           values ($1, $2, $3, $4, $5, $6)`,
    values: [
      product.name,
      product.major,
      FIRST_GENERATION,
      product.version,
      JSON.stringify(fingerprint(product)),
      JSON.stringify(consumedTypes(product)),
    ],
  });
}

/** Makes what the tables lack, publishes and grants them again as they are, and makes indexes declared later unless the declaration has left the table behind. */
async function bringUpToDate(
  connection: Queryable,
  context: string,
  product: DataProduct,
  { generation, fingerprint: began }: TextRow,
  role: RoleNamer,
): Promise<void> {
  for (const text of productUpgrades(context, product, Number(generation))) await connection.query({ text });
  await publishStored(connection, context, product, Number(generation));
  const kept = await keptGenerations(connection, context, product);
  for (let each = kept?.oldest ?? 1; each <= Number(generation); each += 1) {
    if (await lacksTables(connection, context, product, each)) continue;
    await grantProduct(connection, context, product, { generation: each, role });
    await publishKept(connection, context, product, each);
  }
  const before = JSON.parse(began ?? "{}") as Fingerprint;
  if (fingerprintDifference(before, fingerprint(product)) !== "") return;
  await connection.query({
    text: `update ${contextNames(context).checkpoints} set version = $3, event_types = $4
           where product = $1 and major = $2`,
    values: [product.name, product.major, product.version, JSON.stringify(consumedTypes(product))],
  });
  for (const text of rowIndexes(context, product, Number(generation))) await connection.query({ text });
}
