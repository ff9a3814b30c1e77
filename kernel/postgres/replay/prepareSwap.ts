import { completeTables } from "../bulk/completeTables.ts";
import type { Queryable } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import { readCheckpoint } from "../projection/checkpoint.ts";
import { continueHistory } from "./continueHistory.ts";
import type { Filled, Shadow } from "./shadow.ts";

/** What was done of a swap before its lock was taken. */
export interface PreparedSwap {
  /** The commit up to which the live history was taken over, which rows of changed code continue; undefined for none. */
  readonly historyTo?: number;
  /** How far what was past its retention had been removed then; what was taken over is whole while that stays. */
  readonly retainedTo?: number;
}

/**
 * Does what can be done of a swap while the projector still works: keys and indexes are made, and history is taken over
 * that the shadow does not make itself. Repeated without harm, by a rebuild that is gone on with.
 */
export async function prepareSwap(
  connection: Queryable,
  shadow: Shadow,
  { replayed, baseCut, state }: Filled,
): Promise<PreparedSwap> {
  const { projection, tables } = shadow;
  const { context, product } = projection;
  await completeTables(connection, shadow);
  const live = await readCheckpoint(connection, context, product, { lock: false });
  if (live === undefined) return {};
  const before = generationNames(context, product.name, product.major, live.generation);
  if (!replayed) {
    await connection.query({ text: `truncate ${tables.history}, ${tables.cuts}` });
    await continueHistory(connection, shadow, before, { after: 0, upTo: state.cut });
    return { historyTo: state.cut, retainedTo: live.retainedTo };
  }
  const [taken] = await connection.query({
    text: `select 1 as found from ${tables.cuts} where cut <= $1 limit 1`,
    values: [baseCut],
  });
  if (taken === undefined) await continueHistory(connection, shadow, before, { after: 0, upTo: baseCut });
  return {};
}
