import type { Position } from "../../log/position.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { type MemoryState, OWN_LOG, type Quarantined, type Step } from "../../projection/index.ts";
import type { Connection } from "../database.ts";
import type { LiveCuts } from "../replay/bulkReplay.ts";
import { copyCuts } from "../replay/copyCuts.ts";
import { nextRun, readCuts, type RecordedCut } from "../replay/recordedCut.ts";
import { replayRetention } from "../replay/replayRetention.ts";
import { EVENTS_PER_RUN, MEMORY_BYTES, type ReplayWork } from "../replay/replayWork.ts";
import type { ShadowState } from "../replay/shadow.ts";
import { addAllQuarantined } from "./addAllQuarantined.ts";
import { completeTables } from "./completeTables.ts";
import { type Flushes, flushes } from "./flushes.ts";
import { at, foldSteps, type InputStreams, openStreams } from "./folding.ts";
import { loadState } from "./loadState.ts";
import { beginHistory, writeState } from "./writeState.ts";

const CUTS_PER_READ = 2_000;

/** A replay under way. */
interface Replay extends ReplayWork {
  readonly memory: MemoryState;
  readonly streams: InputStreams;
  readonly cuts: (state: ShadowState) => Promise<readonly RecordedCut[]>;
  readonly live: LiveCuts;
  /** How many own events there are. */
  readonly of: number;
  readonly flushes: Flushes;
}

/**
 * Replays recorded commits with the state in memory. Ends early when that becomes more than it may be; what was folded
 * until then is written.
 */
export async function replayInMemory(
  work: ReplayWork,
  from: ShadowState,
  live: LiveCuts,
): Promise<ShadowState> {
  const to = await inputsAt(work, live);
  const memoryBytes = work.options.memoryBytes ?? MEMORY_BYTES;
  const memory = await loadState(work.database, work.shadow, {
    isBegun: from.cut > 0,
    inputs: from.inputs,
    memoryBytes,
  });
  if (to === undefined || memory === undefined) return from;
  const streams = openStreams(work.database, work.shadow, from.inputs, to);
  const cuts = cutsAfter(work, live);
  const replay: Replay = {
    ...work,
    memory,
    streams,
    cuts,
    live,
    of: at(to, OWN_LOG),
    flushes: flushes(work.options),
  };
  let state = from;
  try {
    while (state.cut < live.upTo && memory.bytes <= memoryBytes) {
      const before = state;
      state = await work.database.transaction((connection) => replayStretch(replay, connection, before));
      if (state === before) break;
    }
  } finally {
    await streams.close();
  }
  return state;
}

/** Folds run after run until it is time to write, and writes; all in the transaction of the caller. */
async function replayStretch(
  replay: Replay,
  connection: Connection,
  from: ShadowState,
): Promise<ShadowState> {
  const { shadow, memory, live, history, options } = replay;
  const { eventsPerRun = EVENTS_PER_RUN, memoryBytes = MEMORY_BYTES } = options;
  const runAfter = async (at: ShadowState): Promise<readonly RecordedCut[]> =>
    nextRun(await replay.cuts(at), at.inputs, eventsPerRun);
  const first = await runAfter(from);
  if (first[0] !== undefined && first[0].retainedTo !== null) {
    return expire(replay, connection, from, first[0], first[0].retainedTo);
  }
  const sink = history && shadow.projection.product.history ? beginHistory(connection, shadow) : undefined;
  const quarantined: Quarantined[] = [];
  let state = from;
  let { position } = from;
  const fold = async (steps: readonly Step[]): Promise<void> => {
    const tell = (version: Parameters<NonNullable<typeof sink>["tell"]>[0]): void => {
      position = (position + 1) as Position;
      sink?.tell(version, position);
    };
    foldSteps(shadow, memory, steps, tell, quarantined);
    await sink?.room();
  };
  for (let run = first; run.length > 0; run = await runAfter(state)) {
    const last = run.at(-1) as RecordedCut;
    if (last.retainedTo !== null) break;
    const events = at(last.inputs, OWN_LOG) - at(state.inputs, OWN_LOG);
    await foldRun(replay, last.inputs, fold);
    state = { cut: last.cut, position: history ? position : from.position, inputs: last.inputs };
    options.onProgress?.({ events: at(state.inputs, OWN_LOG), of: replay.of });
    if (replay.flushes.isDue(events) || memory.bytes > memoryBytes) break;
  }
  return replay.flushes.flush(async () => {
    await sink?.end();
    await writeState(connection, shadow, memory);
    await addAllQuarantined(connection, shadow, quarantined);
    if (history)
      await copyCuts(connection, live.cuts, shadow.tables.cuts, { after: from.cut, upTo: state.cut });
    await replay.save(connection, { state, isBase: false });
    return state;
  });
}

/** Own events first and then each upstream's changes, as a commit folds them. */
async function foldRun(
  { streams }: Replay,
  to: Inputs,
  fold: (steps: readonly Step[]) => Promise<void>,
): Promise<void> {
  await streams.events.upTo(at(to, OWN_LOG), fold);
  for (const [product, stream] of streams.changes) {
    await stream.upTo(at(to, product), (changes) =>
      fold(changes.map((change): Step => ({ kind: "change", product, change }))),
    );
  }
}

/** What was past its retention is removed by the database, whose tables hold everything before a stretch. */
async function expire(
  replay: Replay,
  connection: Connection,
  from: ShadowState,
  cut: RecordedCut,
  horizon: Position,
): Promise<ShadowState> {
  await completeTables(connection, replay.shadow);
  const state = await replayRetention(connection, replay, from, cut, replay.live.cuts);
  replay.memory.expire(horizon);
  await replay.save(connection, { state, isBase: false });
  return state;
}

/** Reads on in the journal whenever what was read of it is used up. */
function cutsAfter(
  { database }: ReplayWork,
  live: LiveCuts,
): (state: ShadowState) => Promise<readonly RecordedCut[]> {
  let cuts: readonly RecordedCut[] = [];
  return async ({ cut }) => {
    cuts = cuts.slice(
      Math.max(
        0,
        cuts.findIndex((each) => each.cut > cut),
      ),
    );
    if (cuts.length > 0 && (cuts[0] as RecordedCut).cut > cut) return cuts;
    cuts = await readCuts(database, live.cuts, { after: cut, upTo: live.upTo, limit: CUTS_PER_READ });
    return cuts;
  };
}

async function inputsAt({ database }: ReplayWork, { cuts, upTo }: LiveCuts): Promise<Inputs | undefined> {
  const [last] = await readCuts(database, cuts, { after: upTo - 1, upTo, limit: 1 });
  return last?.inputs;
}
