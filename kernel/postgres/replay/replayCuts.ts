import { completeTables } from "../bulk/completeTables.ts";
import type { Queryable } from "../database.ts";
import { foldUntilKnown } from "../projection/projectBatch.ts";
import { stepsBetween } from "../projection/readSteps.ts";
import { writeBatch, writeRows } from "../projection/writeBatch.ts";
import type { LiveCuts } from "./bulkReplay.ts";
import { chooseReplay } from "./chooseReplay.ts";
import { copyCuts } from "./copyCuts.ts";
import { eventsBetween, nextRun, readCuts, type RecordedCut } from "./recordedCut.ts";
import { replayRetention } from "./replayRetention.ts";
import type { ReplayWork } from "./replayWork.ts";
import type { ShadowState } from "./shadow.ts";

const EVENTS_PER_BATCH = 5_000;
const CUTS_PER_READ = 2_000;
/** So many events are folded over the tables in about the time it takes to read a shadow's state into memory. */
const MANY = 100_000;

/**
 * Folds into a shadow what the live product's recorded commits folded, up to one of them: in bulk while there is much
 * of it, then over the tables. The same code over the same cuts makes the same rows, history and positions.
 */
export async function replayCuts(work: ReplayWork, from: ShadowState, live: LiveCuts): Promise<ShadowState> {
  if (from.cut >= live.upTo) return from;
  const [last] = await readCuts(work.database, live.cuts, {
    after: live.upTo - 1,
    upTo: live.upTo,
    limit: 1,
  });
  const isWorthwhile = from.cut === 0 || eventsBetween(from.inputs, last?.inputs ?? {}) > MANY;
  const bulk = chooseReplay(work.shadow.projection);
  const state = isWorthwhile ? await bulk.replayCuts(work, from, live) : from;
  return replayOverTables(work, state, live);
}

/** The same over the tables alone, each run of commits in a transaction of its own. */
async function replayOverTables(
  work: ReplayWork,
  from: ShadowState,
  { cuts: table, upTo }: LiveCuts,
): Promise<ShadowState> {
  const { database, shadow, options } = work;
  let state = from;
  let cuts: readonly RecordedCut[] = [];
  if (state.cut < upTo) await database.transaction((connection) => completeTables(connection, shadow));
  while (state.cut < upTo) {
    if (cuts.length === 0) {
      cuts = await readCuts(database, table, { after: state.cut, upTo, limit: CUTS_PER_READ });
      if (cuts.length === 0) return state;
    }
    const run = nextRun(cuts, state.inputs, EVENTS_PER_BATCH);
    const before = state;
    state = await database.transaction(async (connection) => {
      const next = await replayRun(connection, work, before, run, table);
      await work.save(connection, { state: next, isBase: false });
      return next;
    });
    cuts = cuts.slice(run.length);
    const events = eventsBetween({}, state.inputs);
    options.onProgress?.({ events, of: Math.max(events, eventsBetween({}, cuts.at(-1)?.inputs ?? {})) });
  }
  return state;
}

/** Folds one run of commits, in the transaction of the caller, and journals them as they were. */
export async function replayRun(
  connection: Queryable,
  work: Pick<ReplayWork, "shadow" | "history">,
  state: ShadowState,
  run: readonly RecordedCut[],
  liveCuts: string,
): Promise<ShadowState> {
  const { projection, generation, tables } = work.shadow;
  const { context, product } = projection;
  const last = run.at(-1);
  if (last === undefined) return state;
  if (last.retainedTo !== null) return replayRetention(connection, work, state, last, liveCuts);
  const inputs = projection.inputs(connection);
  const steps = await stepsBetween(inputs, state.inputs, last.inputs);
  const source = { connection, product, tables, checkpoint: state, feeds: inputs.feeds };
  const batch = await foldUntilKnown(source, steps);
  const target = { connection, context, product, generation, tables };
  if (!work.history) {
    await writeRows(target, batch);
    return { cut: last.cut, position: state.position, inputs: last.inputs };
  }
  const position = await writeBatch(target, batch, state.position);
  await copyCuts(connection, liveCuts, tables.cuts, { after: state.cut, upTo: last.cut });
  return { cut: last.cut, position, inputs: last.inputs };
}
