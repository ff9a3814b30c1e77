import type { Position } from "../../log/position.ts";
import type { Database, Queryable } from "../database.ts";
import { foldUntilKnown } from "../projection/projectBatch.ts";
import { stepsBetween } from "../projection/readSteps.ts";
import { writeBatch } from "../projection/writeBatch.ts";
import { expireShadow } from "../retention/expireShadow.ts";
import { eventsBetween, nextRun, readCuts, type RecordedCut } from "./recordedCut.ts";
import type { Shadow, ShadowState } from "./shadow.ts";

/** What is told of a replay under way: events read so far. */
export type OnProgress = (events: number) => void;

const EVENTS_PER_BATCH = 5_000;
const CUTS_PER_READ = 2_000;

/**
 * Folds into a shadow what the live product's recorded commits folded, up to one of them, each run of commits in a
 * transaction of its own. The same code over the same cuts makes the same rows, history and positions.
 */
export async function replayCuts(
  database: Database,
  shadow: Shadow,
  from: ShadowState,
  live: { readonly cuts: string; readonly upTo: number },
  onProgress: OnProgress = () => undefined,
): Promise<ShadowState> {
  let state = from;
  let cuts: readonly RecordedCut[] = [];
  while (state.cut < live.upTo) {
    if (cuts.length === 0) {
      const range = { after: state.cut, upTo: live.upTo, limit: CUTS_PER_READ };
      cuts = await readCuts(database, live.cuts, range);
      if (cuts.length === 0) return state;
    }
    const run = nextRun(cuts, state.inputs, EVENTS_PER_BATCH);
    const before = state;
    state = await database.transaction((connection) => replayRun(connection, shadow, before, run, live.cuts));
    cuts = cuts.slice(run.length);
    onProgress(eventsBetween(before.inputs, state.inputs));
  }
  return state;
}

/** Folds one run of commits, in the transaction of the caller, and journals them as they were. */
export async function replayRun(
  connection: Queryable,
  shadow: Shadow,
  state: ShadowState,
  run: readonly RecordedCut[],
  liveCuts: string,
): Promise<ShadowState> {
  const { projection, generation, tables } = shadow;
  const { context, product } = projection;
  const last = run.at(-1);
  if (last === undefined) return state;
  if (last.retainedTo !== null) {
    const removed = await expireShadow(
      connection,
      { context, product, tables },
      last.retainedTo,
      state.position,
    );
    await copyCuts(connection, liveCuts, tables.cuts, { after: state.cut, upTo: last.cut });
    return { cut: last.cut, position: (state.position + removed) as Position, inputs: last.inputs };
  }
  const inputs = projection.inputs(connection);
  const steps = await stepsBetween(inputs, state.inputs, last.inputs);
  const source = { connection, product, tables, checkpoint: state, feeds: inputs.feeds };
  const batch = await foldUntilKnown(source, steps);
  const target = { connection, context, product, generation, tables };
  const position = await writeBatch(target, batch, state.position);
  await copyCuts(connection, liveCuts, tables.cuts, { after: state.cut, upTo: last.cut });
  return { cut: last.cut, position, inputs: last.inputs };
}

/** Copies the journal of commits after one up to another. */
export async function copyCuts(
  connection: Queryable,
  from: string,
  to: string,
  range: { readonly after: number; readonly upTo: number },
): Promise<void> {
  await connection.query({
    text: `insert into ${to} (cut, position, inputs, committed_at, retained_to, history_floor)
           select cut, position, inputs, committed_at, retained_to, history_floor from ${from} where cut > $1 and cut <= $2`,
    values: [range.after, range.upTo],
  });
}
