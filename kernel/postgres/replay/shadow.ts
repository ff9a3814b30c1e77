import type { Position } from "../../log/position.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Queryable } from "../database.ts";
import { contextNames } from "../contextNames.ts";
import { unpublishKept } from "../products/keptGenerations.ts";
import { type GenerationNames, generationNames } from "../products/productNames.ts";
import { bareTables } from "../products/productTables.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { skippingDiscarded } from "../quarantine/skippingDiscarded.ts";

/** A generation's tables beside those that are live, which a replay fills. */
export interface Shadow {
  readonly projection: Projection;
  /** 0 when it is only to be compared. */
  readonly generation: number;
  readonly tables: GenerationNames;
}

/** How far a shadow is filled. */
export interface ShadowState {
  readonly cut: number;
  readonly position: Position;
  readonly inputs: Inputs;
}

/** A shadow that came near the live product, and whether its history is the live one's, replayed. */
export interface Filled {
  readonly state: ShadowState;
  readonly replayed: boolean;
  /** The commit from which on history was replayed; 0 for all of it. */
  readonly baseCut: number;
}

/** Before everything. */
export const EMPTY_SHADOW: ShadowState = Object.freeze({ cut: 0, position: 0 as Position, inputs: {} });

/** The generation of shadows that never become live. */
export const COMPARED = 0;

/**
 * The generation of a second such shadow, which newly consumed events are kept out of. Relations are named by it, and
 * no product is rebuilt that often.
 */
export const COMPARED_WITHOUT = 99_999;

/**
 * Makes the tables of a shadow, empty and without keys (`completeTables`); what a replay that was cut off left of them
 * is removed. Run by the migrate role
 * in a transaction.
 */
export async function createShadow(
  connection: Queryable,
  projection: Projection,
  generation: number,
): Promise<Shadow> {
  const { context, product } = projection;
  await dropGeneration(connection, projection, generation);
  for (const text of bareTables(context, product, generation)) await connection.query({ text });
  return {
    projection: await skippingDiscarded(connection, projection),
    generation,
    tables: generationNames(context, product.name, product.major, generation),
  };
}

/** Removes a generation's tables and what was quarantined for it, if they are there. */
export async function dropGeneration(
  connection: Queryable,
  { context, product }: Pick<Projection, "context" | "product">,
  generation: number,
): Promise<void> {
  const { name, major } = product;
  const { rows, history, cuts, members } = generationNames(context, name, major, generation);
  await unpublishKept(connection, context, product, generation);
  await connection.query({ text: `drop table if exists ${rows}, ${history}, ${cuts}, ${members}` });
  await connection.query({
    text: `delete from ${contextNames(context).quarantine} where product = $1 and major = $2 and generation = $3`,
    values: [name, major, generation],
  });
}
