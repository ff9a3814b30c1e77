import { MeshError } from "../../errors.ts";
import { type Position } from "../../log/position.ts";
import { productRef } from "../../product/names.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { contextNames } from "../contextNames.ts";
import type { Database, Queryable } from "../database.ts";
import { type GenerationNames, generationNames } from "../products/productNames.ts";
import { copyGrants, publishGeneration } from "../products/publishGeneration.ts";
import { type Checkpoint, readCheckpoint } from "../projection/checkpoint.ts";
import { foldUntilKnown, type Projection } from "../projection/projectBatch.ts";
import { stepsBetween } from "../projection/readSteps.ts";
import { writeRows } from "../projection/writeBatch.ts";
import { appendDifferences, changedFieldsOf, countDifferences } from "./appendDifferences.ts";
import { continueHistory } from "./continueHistory.ts";
import { readCuts, nextRun } from "./recordedCut.ts";
import { replayRun } from "./replayCuts.ts";
import { dropGeneration, type Filled, type Shadow, type ShadowState } from "./shadow.ts";

/** What became live. */
export interface Swapped {
  readonly position: number;
  readonly inputs: Inputs;
  readonly rows: number;
  /** How many rows are not what they were before, and in which fields. */
  readonly differingRows: number;
  readonly changedFields: readonly string[];
  /** Whether history came out as it was; otherwise it goes on, with the differences at its end. */
  readonly historyKept: boolean;
}

/**
 * Folds the last events into a shadow and makes it live: rows, history, journal, checkpoint and the published views in
 * one transaction, under the lock that keeps the projector waiting. The generation before stays as a table, the one
 * before that is removed.
 */
export function swapGenerations(migrate: Database, shadow: Shadow, filled: Filled): Promise<Swapped> {
  const { projection, generation, tables } = shadow;
  const { context, product } = projection;
  return migrate.transaction(async (connection) => {
    const live = await lockCheckpoint(connection, projection);
    const before = generationNames(context, product.name, product.major, live.generation);
    const state = filled.replayed
      ? await replayRest(connection, shadow, filled.state, live, before)
      : filled.state;
    const kept = filled.replayed && state.cut === live.cut && state.position === live.position;
    if (!kept) await foldRest(connection, shadow, state, live);
    if (kept && live.baseCut > 0) await continueHistory(connection, shadow, before, { upTo: live.baseCut });
    const differingRows = await countDifferences(connection, product, before, tables);
    const changedFields = await changedFieldsOf(connection, product, before, tables);
    const { cut, position } = kept
      ? { cut: live.cut, position: live.position }
      : await continueAt(connection, shadow, before, live);
    await copyGrants(connection, before, tables);
    await publishGeneration(connection, context, product, generation);
    await moveCheckpoint(connection, shadow, { cut, position, baseCut: kept ? live.baseCut : cut });
    if (live.generation > 1) await dropGeneration(connection, projection, live.generation - 1);
    const rows = await countRows(connection, tables);
    return { position, inputs: live.inputs, rows, differingRows, changedFields, historyKept: kept };
  });
}

async function lockCheckpoint(connection: Queryable, { context, product }: Projection): Promise<Checkpoint> {
  const live = await readCheckpoint(connection, context, product, { lock: true });
  if (live !== undefined) return live;
  throw new MeshError("NOT_FOUND", `${productRef(product.name, product.major)} has no table yet`);
}

/** Replays the last recorded commits, as far as they are there. */
async function replayRest(
  connection: Queryable,
  shadow: Shadow,
  from: ShadowState,
  live: Checkpoint,
  before: GenerationNames,
): Promise<ShadowState> {
  let state = from;
  while (state.cut < live.cut) {
    const cuts = await readCuts(connection, before.cuts, { after: state.cut, upTo: live.cut, limit: 1_000 });
    const run = nextRun(cuts, state.inputs, 5_000);
    if (run.length === 0) return state;
    state = await replayRun(connection, shadow, state, run, before.cuts);
  }
  return state;
}

/** Folds what came to the live product since, so that both stand at the same cut. */
async function foldRest(
  connection: Queryable,
  { projection, generation, tables }: Shadow,
  state: ShadowState,
  live: Checkpoint,
): Promise<void> {
  const { context, product } = projection;
  const inputs = projection.inputs(connection);
  const steps = await stepsBetween(inputs, state.inputs, live.inputs);
  const source = { connection, product, tables, checkpoint: state, feeds: inputs.feeds };
  const batch = await foldUntilKnown(source, steps);
  await writeRows({ connection, context, product, generation, tables }, batch);
}

/** The live history goes on: what was published stays, what differs is told as changes of one more commit. */
async function continueAt(
  connection: Queryable,
  shadow: Shadow,
  before: GenerationNames,
  live: Checkpoint,
): Promise<{ readonly cut: number; readonly position: Position }> {
  const { product } = shadow.projection;
  await connection.query({ text: `truncate ${shadow.tables.history}, ${shadow.tables.cuts}` });
  await continueHistory(connection, shadow, before, { upTo: live.cut });
  const changes = await appendDifferences(connection, product, before, shadow, live.position);
  const next = { cut: live.cut + 1, position: (live.position + changes) as Position };
  await connection.query({
    text: `insert into ${shadow.tables.cuts} (cut, position, inputs) values ($1, $2, $3)`,
    values: [next.cut, next.position, JSON.stringify(live.inputs)],
  });
  return next;
}

async function moveCheckpoint(
  connection: Queryable,
  { projection, generation }: Shadow,
  next: { readonly cut: number; readonly position: Position; readonly baseCut: number },
): Promise<void> {
  const { context, product, fingerprint } = projection;
  await connection.query({
    text: `update ${contextNames(context).checkpoints}
           set generation = $3, version = $4, fingerprint = $5, cut = $6, position = $7, base_cut = $8,
             committed_at = clock_timestamp()
           where product = $1 and major = $2`,
    values: [
      product.name,
      product.major,
      generation,
      product.version,
      JSON.stringify(fingerprint),
      next.cut,
      next.position,
      next.baseCut,
    ],
  });
  await connection.query({
    text: "select pg_notify('datamesh', $1)",
    values: [`product ${product.name}@${product.major} ${next.position}`],
  });
}

async function countRows(connection: Queryable, { rows }: GenerationNames): Promise<number> {
  const [counted] = await connection.query({ text: `select count(*) as rows from ${rows}` });
  return Number(counted?.["rows"]);
}
