import { MeshError } from "../../errors.ts";
import { fingerprintDifference } from "../../product/fingerprint.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Database } from "../database.ts";
import { type GenerationNames, generationNames } from "../products/productNames.ts";
import { type Checkpoint, readCheckpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { beginShadow, foldBase } from "./beginShadow.ts";
import { countEvents } from "./countEvents.ts";
import { eventsBetween } from "./recordedCut.ts";
import { replayCuts } from "./replayCuts.ts";
import type { ReplayOptions, ReplayWork } from "./replayWork.ts";
import { withReplayLock } from "./replayLock.ts";
import { type BegunRebuild, beginRebuild, forgetRebuild, saveRebuild } from "./rebuildState.ts";
import { dropGeneration, EMPTY_SHADOW, type Filled, type ShadowState } from "./shadow.ts";
import { swapGenerations, type Swapped } from "./swapGenerations.ts";

/** What a rebuild did. */
export interface Rebuild extends Swapped {
  readonly product: ProductRef;
  readonly version: string;
  /** The generation that was live before. */
  readonly generation: number;
  readonly inputs: Inputs;
  /** Events of the own log that the product consumes up to there. */
  readonly events: number;
}

export interface RebuildOptions extends ReplayOptions {
  /** Whether the rows are folded from the log as changed code's are, and the recorded commits not replayed. */
  readonly anew?: boolean;
}

/** How near the live product a shadow must come before the projector is made to wait for the rest. */
const NEAR_ENOUGH = 1_000;
const MOST_ROUNDS = 20;

/**
 * Derives a product anew in tables beside those that are live, and swaps them in with one commit. Readers see the old
 * rows until then; the projector waits only while the last events are folded. With the code that made the live rows
 * its recorded commits are replayed, and history comes out as it was; with changed code the history goes on, by what
 * differs. One that was cut off is gone on with where it was last written, by the same code. Fails with UNAVAILABLE when an upstream is missing or another replay is under way.
 */
export async function rebuildProduct(
  migrate: Database,
  projection: Projection,
  options: RebuildOptions = {},
): Promise<Rebuild> {
  const { context, product } = projection;
  const ref = productRef(product.name, product.major);
  if (projection.missing.length > 0) {
    throw new MeshError(
      "UNAVAILABLE",
      `${ref} cannot be rebuilt: no context serves ${projection.missing.join(", ")}`,
    );
  }
  return withReplayLock(migrate, projection, async () => {
    const live = await requireCheckpoint(migrate, projection);
    const next = live.generation + 1;
    const tables = generationNames(context, product.name, product.major, live.generation);
    const history = isSameCode(live, projection) && options.anew !== true;
    const begun = await migrate.transaction((connection) =>
      beginRebuild(connection, projection, next, history),
    );
    tellLeft(begun, options);
    try {
      const save: ReplayWork["save"] = (connection, saved) => saveRebuild(connection, projection, saved);
      const work = { database: migrate, shadow: begun.shadow, history, options, save };
      const filled = await fill(work, begun, live, tables);
      const swapped = await swapGenerations(migrate, begun.shadow, filled);
      return {
        ...swapped,
        product: ref,
        version: product.version,
        generation: live.generation,
        events: await countEvents(migrate, context, product, swapped.inputs),
      };
    } catch (error) {
      if (isMeantToStay(error)) throw error;
      await migrate.transaction(async (connection) => {
        await dropGeneration(connection, projection, next);
        await forgetRebuild(connection, projection);
      });
      throw error;
    }
  });
}

/** What was written before the database was lost is gone on with; what our own code refuses would be refused again. */
const isMeantToStay = (error: unknown): boolean =>
  !(error instanceof MeshError || error instanceof TypeError);

function tellLeft({ discarded, state }: BegunRebuild, { onLeft }: ReplayOptions): void {
  if (discarded !== undefined) onLeft?.({ discarded });
  else if (state !== EMPTY_SHADOW) onLeft?.({ events: eventsBetween({}, state.inputs) });
}

const isSameCode = (live: Checkpoint, { fingerprint }: Projection): boolean =>
  fingerprintDifference(live.fingerprint, fingerprint) === "";

/**
 * Brings a shadow near the live product, round after round while that goes on. Changed code has no recorded commits of
 * its own, so the rows alone are folded.
 */
async function fill(
  work: ReplayWork,
  begun: BegunRebuild,
  live: Checkpoint,
  tables: GenerationNames,
): Promise<Filled> {
  const { database, shadow, history } = work;
  let state = await baseOf(work, begun, live, tables);
  const baseCut = begun.state === EMPTY_SHADOW ? state.cut : begun.baseCut;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { cut, inputs } = await requireCheckpoint(database, shadow.projection);
    const behind = eventsBetween(state.inputs, inputs);
    state = await replayCuts(work, state, { cuts: tables.cuts, upTo: cut });
    if (behind < NEAR_ENOUGH) break;
  }
  return { state, replayed: history, baseCut };
}

/** Where the replay of commits begins, or goes on. */
function baseOf(
  work: ReplayWork,
  { state, isBase }: BegunRebuild,
  live: Checkpoint,
  tables: GenerationNames,
): Promise<ShadowState> {
  if (isBase) return foldBase(work, state, tables);
  if (state !== EMPTY_SHADOW) return Promise.resolve(state);
  if (work.history) return beginShadow(work, live, tables);
  return foldBase(work, { ...EMPTY_SHADOW, cut: live.cut }, tables);
}

async function requireCheckpoint(database: Database, { context, product }: Projection): Promise<Checkpoint> {
  const live = await readCheckpoint(database, context, product, { lock: false });
  if (live !== undefined) return live;
  const ref = productRef(product.name, product.major);
  throw new MeshError("NOT_FOUND", `${ref} has no table yet: start the mesh, or migrate`);
}
