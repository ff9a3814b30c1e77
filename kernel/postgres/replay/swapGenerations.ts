import { MeshError } from "../../errors.ts";
import { type Position } from "../../log/position.ts";
import { consumedTypes } from "../../product/consumedTypes.ts";
import { productRef } from "../../product/names.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Revision } from "../../projection/revision.ts";
import { contextNames } from "../contextNames.ts";
import type { Database, Queryable } from "../database.ts";
import { type GenerationNames, generationNames } from "../products/productNames.ts";
import { hasGeneration, publishKept } from "../products/keptGenerations.ts";
import { copyGrants, publishGeneration } from "../products/publishGeneration.ts";
import { announcementSql } from "../products/revisionFunctions.ts";
import { type Checkpoint, readCheckpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { appendDifferences } from "./appendDifferences.ts";
import { generationDigest } from "../compare/compareGenerations.ts";
import { countDifferences } from "../compare/countDifferences.ts";
import { continueHistory } from "./continueHistory.ts";
import { type PreparedSwap, prepareSwap } from "./prepareSwap.ts";
import { forgetRebuild } from "./rebuildState.ts";
import { readCuts, nextRun } from "./recordedCut.ts";
import { replayRun } from "./replayCuts.ts";
import { dropGeneration, type Filled, type Shadow, type ShadowState } from "./shadow.ts";

/** What became live. */
export interface Swapped {
  /** Of what became live; the digest is of it. */
  readonly revision: Revision;
  readonly position: number;
  readonly inputs: Inputs;
  readonly rows: number;
  /** How many rows are not what they were before, and in which fields. */
  readonly differingRows: number;
  readonly changedFields: readonly string[];
  /** Over rows and history as they lie: what became live, and what was. */
  readonly digest: string;
  readonly liveDigest: string;
  /** Whether history came out as it was; otherwise it goes on, with the differences at its end. */
  readonly historyKept: boolean;
}

/**
 * Folds the last events into a shadow and makes it live: rows, history, journal, checkpoint and the published views in
 * one transaction, under the lock that keeps the projector waiting. Of the generations before, as many stay readable as
 * the product keeps.
 */
export async function swapGenerations(migrate: Database, shadow: Shadow, filled: Filled): Promise<Swapped> {
  const prepared = await migrate.transaction((connection) => prepareSwap(connection, shadow, filled));
  const { liveDigest, ...swapped } = await swapUnderLock(migrate, shadow, filled, prepared);
  return { ...swapped, liveDigest: await liveDigest() };
}

/** Digests what was live. Nobody writes to it once it no longer is, so that need not be waited for. */
type LaterDigest = { readonly liveDigest: () => Promise<string> };

function swapUnderLock(
  migrate: Database,
  shadow: Shadow,
  filled: Filled,
  prepared: PreparedSwap,
): Promise<Omit<Swapped, "liveDigest"> & LaterDigest> {
  const { projection, generation, tables } = shadow;
  const { context, product } = projection;
  return migrate.transaction(async (connection) => {
    const live = await lockCheckpoint(connection, projection);
    const before = generationNames(context, product.name, product.major, live.generation);
    const state = await replayRest(connection, shadow, filled, live, before);
    const kept = filled.replayed && state.cut === live.cut && state.position === live.position;
    const counts = await countDifferences(connection, product, before, tables);
    const { cut, position } = kept
      ? { cut: live.cut, position: live.position }
      : await continueAt(connection, shadow, before, live, prepared);
    const historyFrom = kept ? await positionOf(connection, before, filled.baseCut) : position;
    const digest = await generationDigest(product, { connection, tables }, historyFrom);
    const digestLive = (from: Queryable): Promise<string> =>
      generationDigest(product, { connection: from, tables: before }, historyFrom);
    const digested = product.keepGenerations > 1 ? undefined : await digestLive(connection);
    await copyGrants(connection, before, tables);
    await publishGeneration(connection, context, product, generation);
    await moveCheckpoint(connection, shadow, { cut, position, baseCut: kept ? filled.baseCut : cut });
    await publishKept(connection, context, product, generation);
    await dropOld(connection, projection, generation);
    await forgetRebuild(connection, projection);
    return {
      revision: { generation, cut, epoch: live.epoch },
      position,
      inputs: live.inputs,
      rows: counts.after,
      differingRows: counts.added + counts.gone + counts.changed,
      changedFields: [...counts.changedByField.keys(), ...counts.filledByField.keys()],
      digest,
      liveDigest: () => (digested === undefined ? digestLive(migrate) : Promise.resolve(digested)),
      historyKept: kept,
    };
  });
}

/** Removes what is beyond what the product keeps, the live generation counted. */
async function dropOld(connection: Queryable, projection: Projection, live: number): Promise<void> {
  const { context, product } = projection;
  const oldest = Math.max(1, live - product.keepGenerations + 1);
  for (let each = oldest - 1; each > 0; each -= 1) {
    if (!(await hasGeneration(connection, context, product, each))) break;
    await dropGeneration(connection, projection, each);
  }
  // Of generations that were removed before, none comes back.
  await connection.query({
    text: `update ${contextNames(context).checkpoints}
           set oldest_generation = greatest($3, coalesce(oldest_generation, $4 - 2))
           where product = $1 and major = $2`,
    values: [product.name, product.major, oldest, live],
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
  { state: from, replayed: history }: Filled,
  live: Checkpoint,
  before: GenerationNames,
): Promise<ShadowState> {
  let state = from;
  while (state.cut < live.cut) {
    const cuts = await readCuts(connection, before.cuts, { after: state.cut, upTo: live.cut, limit: 1_000 });
    const run = nextRun(cuts, state.inputs, 5_000);
    if (run.length === 0) return state;
    state = await replayRun(connection, { shadow, history }, state, run, before.cuts);
  }
  return state;
}

/** The live history goes on: what was published stays, what differs is told as changes of one more commit. */
async function continueAt(
  connection: Queryable,
  shadow: Shadow,
  before: GenerationNames,
  live: Checkpoint,
  { historyTo, retainedTo }: PreparedSwap,
): Promise<{ readonly cut: number; readonly position: Position }> {
  const { product } = shadow.projection;
  const isWhole = historyTo !== undefined && retainedTo === live.retainedTo;
  if (!isWhole) await connection.query({ text: `truncate ${shadow.tables.history}, ${shadow.tables.cuts}` });
  await continueHistory(connection, shadow, before, { after: isWhole ? historyTo : 0, upTo: live.cut });
  const changes = await appendDifferences(connection, product, before, shadow, live.position);
  const next = { cut: live.cut + 1, position: (live.position + changes) as Position };
  await connection.query({
    text: `insert into ${shadow.tables.cuts} (cut, position, inputs, history_floor)
           values ($1, $2, $3, ${product.history ? "null" : "$2"})`,
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
    text: `with moved as (
             update ${contextNames(context).checkpoints}
             set generation = $3, version = $4, fingerprint = $5, cut = $6, position = $7, base_cut = $8, event_types = $9,
               committed_at = clock_timestamp()
             where product = $1 and major = $2 returning *)
           select pg_notify('datamesh', ${announcementSql("moved")}) from moved`,
    values: [
      product.name,
      product.major,
      generation,
      product.version,
      JSON.stringify(fingerprint),
      next.cut,
      next.position,
      next.baseCut,
      JSON.stringify(consumedTypes(product)),
    ],
  });
}

/** The product's position at a commit; 0 before the first. */
async function positionOf(connection: Queryable, { cuts }: GenerationNames, cut: number): Promise<number> {
  const [row] = await connection.query({
    text: `select position from ${cuts} where cut = $1`,
    values: [cut],
  });
  return Number(row?.["position"] ?? 0);
}
