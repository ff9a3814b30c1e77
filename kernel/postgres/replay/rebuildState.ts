import { type Position, position } from "../../log/position.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { type Fingerprint, fingerprintDifference } from "../../product/fingerprint.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { skippingDiscarded } from "../quarantine/skippingDiscarded.ts";
import type { SavedFill } from "./replayWork.ts";
import { createShadow, EMPTY_SHADOW, type Shadow } from "./shadow.ts";

/**
 * The statements that make the table of rebuilds under way: what fills which generation with what code, and how far it
 * is. Only who migrates reads or writes it. Idempotent.
 */
export const rebuildTables = (context: string): readonly string[] => [
  `create table if not exists ${contextNames(context).rebuilds} (
     product text not null, major integer not null, generation integer not null, fingerprint jsonb not null,
     history boolean not null, base_cut bigint not null default 0, is_base boolean not null default false,
     cut bigint not null default 0, position bigint not null default 0, inputs jsonb not null default '{}',
     begun_at timestamptz(3) not null default clock_timestamp(), saved_at timestamptz(3),
     primary key (product, major))`,
];

/** How a rebuild begins: with nothing there, or where one that was cut off was last written. */
export interface BegunRebuild extends SavedFill {
  readonly shadow: Shadow;
  /** The commit from which on history is replayed. */
  readonly baseCut: number;
  /** Why what was left by an earlier rebuild is of no use; undefined when there was nothing, or it is gone on with. */
  readonly discarded?: string;
}

/**
 * Goes on with the rebuild that was left of the same code over the same generation, or begins one. Run by the migrate
 * role in a transaction.
 */
export async function beginRebuild(
  connection: Queryable,
  projection: Projection,
  generation: number,
  history: boolean,
): Promise<BegunRebuild> {
  const { context, product } = projection;
  const left = await readRebuild(connection, context, product);
  const tables = generationNames(context, product.name, product.major, generation);
  const discarded = left && (await whyUseless(connection, projection, generation, history, left));
  if (left !== undefined && discarded === undefined && left.savedAt !== null) {
    const skipping = await skippingDiscarded(connection, projection);
    return { ...left, shadow: { projection: skipping, generation, tables } };
  }
  const shadow = await createShadow(connection, projection, generation);
  await connection.query({
    text: `insert into ${contextNames(context).rebuilds} (product, major, generation, fingerprint, history)
           values ($1, $2, $3, $4, $5)
           on conflict (product, major) do update set generation = excluded.generation,
             fingerprint = excluded.fingerprint, history = excluded.history, base_cut = 0, is_base = false, cut = 0,
             position = 0, inputs = '{}', begun_at = clock_timestamp(), saved_at = null`,
    values: [product.name, product.major, generation, JSON.stringify(projection.fingerprint), history],
  });
  const empty = { shadow, state: EMPTY_SHADOW, isBase: false, baseCut: 0 };
  return discarded === undefined ? empty : { ...empty, discarded };
}

/** Writes down how far a rebuild is, in the transaction that brought it there. */
export async function saveRebuild(
  connection: Queryable,
  { context, product }: Projection,
  { state, isBase }: SavedFill,
): Promise<void> {
  await connection.query({
    text: `update ${contextNames(context).rebuilds}
           set cut = $3, position = $4, inputs = $5, is_base = $6,
             base_cut = case when $6 then $3 else base_cut end, saved_at = clock_timestamp()
           where product = $1 and major = $2`,
    values: [product.name, product.major, state.cut, state.position, JSON.stringify(state.inputs), isBase],
  });
}

/** Forgets a rebuild: it is done, or what it made is removed. */
export async function forgetRebuild(
  connection: Queryable,
  { context, product }: { readonly context: string; readonly product: Pick<DataProduct, "name" | "major"> },
): Promise<void> {
  await connection.query({
    text: `delete from ${contextNames(context).rebuilds} where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
}

interface LeftRebuild extends SavedFill {
  readonly generation: number;
  readonly fingerprint: Fingerprint;
  readonly history: boolean;
  readonly baseCut: number;
  /** Null before anything was written. */
  readonly savedAt: string | null;
}

/** The rebuild of a product that is under way or was cut off. */
export async function readRebuild(
  connection: Queryable,
  context: string,
  product: Pick<DataProduct, "name" | "major">,
): Promise<LeftRebuild | undefined> {
  const [row] = await connection.query({
    text: `select generation, fingerprint, history, base_cut, is_base, cut, position, inputs, saved_at
           from ${contextNames(context).rebuilds} where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  if (row === undefined) return undefined;
  return {
    generation: Number(row["generation"]),
    fingerprint: JSON.parse(row["fingerprint"] ?? "{}") as Fingerprint,
    history: row["history"] === "t",
    baseCut: Number(row["base_cut"]),
    isBase: row["is_base"] === "t",
    state: {
      cut: Number(row["cut"]),
      position: position(row["position"] ?? "") satisfies Position,
      inputs: JSON.parse(row["inputs"] ?? "{}") as Inputs,
    },
    savedAt: row["saved_at"] ?? null,
  };
}

async function whyUseless(
  connection: Queryable,
  { context, product, fingerprint }: Projection,
  generation: number,
  history: boolean,
  left: LeftRebuild,
): Promise<string | undefined> {
  const difference = fingerprintDifference(left.fingerprint, fingerprint);
  if (difference !== "") return `it was of other code (${difference})`;
  if (left.generation !== generation || left.history !== history) return "another generation is live since";
  const { rows } = generationNames(context, product.name, product.major, generation);
  const [found] = await connection.query({ text: "select to_regclass($1) as found", values: [rows] });
  return found?.["found"] === null ? "its tables are gone" : undefined;
}
