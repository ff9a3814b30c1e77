import { isoTime } from "../../isoTime.ts";
import { parseDuration } from "../../duration.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import { LAST_EVENT } from "../products/productTables.ts";
import { keyColumn } from "../products/columnsOf.ts";
import { readCheckpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";

/** What the retention of a product would remove, and has removed. Times are ISO 8601 in UTC. */
export interface RetentionPlan {
  readonly product: ProductRef;
  /** As declared: `7y`. */
  readonly retention: string;
  /** The time of the log's newest event, or the one that was asked about; null while the log is empty. */
  readonly logTime: string | null;
  /** Rows whose last event was recorded before go. */
  readonly before: string | null;
  readonly rows: number;
  /** Versions of the history that go with them, or are superseded and as old. */
  readonly versions: number;
  /** The position of the log up to which this was done already. */
  readonly retainedTo: number;
}

/**
 * Finds out what would go at a time: the log's own, unless another is given. Nothing is changed. Run by a role that
 * may read the log and the tables of the product, such as the migrate role.
 */
export async function planRetention(
  connection: Queryable,
  { context, product }: Projection,
  at?: Date,
): Promise<RetentionPlan> {
  const { retention } = product.policy;
  const checkpoint = await readCheckpoint(connection, context, product, { lock: false });
  const logTime = at ?? (await timeOfLog(connection, context));
  const told = {
    product: productRef(product.name, product.major),
    retention,
    retainedTo: checkpoint?.retainedTo ?? 0,
  };
  if (checkpoint === undefined || logTime === undefined) {
    return { ...told, logTime: null, before: null, rows: 0, versions: 0 };
  }
  const before = new Date(logTime.getTime() - (await secondsKept(connection, context, product)) * 1_000);
  const tables = generationNames(context, product.name, product.major, checkpoint.generation);
  const key = keyColumn(product).name;
  const [counted] = await connection.query({
    text: `with horizon as (
             select coalesce(max(seq_id), 0) as position from ${contextNames(context).log} where recorded_at < $1),
           floor as (
             select coalesce(max(c.position), 0) as position from ${tables.cuts} c, horizon
             where (c.inputs->'events'->>'position')::bigint <= horizon.position),
           gone as (select ${key} as key from ${tables.rows}, horizon where ${LAST_EVENT} <= horizon.position)
           select (select count(*) from gone) as rows,
             (select count(*) from ${tables.history} h, floor where h.position <= floor.position and (
               h.removed or h.${key} in (select key from gone) or exists (
                 select from ${tables.history} n where n.${key} = h.${key} and n.position > h.position))) as versions`,
    values: [before.toISOString()],
  });
  return {
    ...told,
    logTime: logTime.toISOString(),
    before: before.toISOString(),
    rows: Number(counted?.["rows"]),
    versions: Number(counted?.["versions"]),
  };
}

/** What the database goes by: the declaration's retention, or a longer one from before it was shortened. */
async function secondsKept(connection: Queryable, context: string, product: DataProduct): Promise<number> {
  const [row] = await connection.query({
    text: `select retention_seconds from ${contextNames(context).checkpoints} where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  return Number(row?.["retention_seconds"] ?? parseDuration(product.policy.retention));
}

async function timeOfLog(connection: Queryable, context: string): Promise<Date | undefined> {
  const [row] = await connection.query({
    text: `select recorded_at from ${contextNames(context).logHead} where head > 0`,
  });
  return row === undefined ? undefined : new Date(isoTime(row["recorded_at"] ?? ""));
}
