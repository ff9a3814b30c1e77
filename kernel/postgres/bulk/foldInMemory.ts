import { type Position } from "../../log/position.ts";
import { OWN_LOG, type MemoryState, type Quarantined } from "../../projection/index.ts";
import type { Connection } from "../database.ts";
import type { FoldTarget, RetentionMark } from "../replay/bulkReplay.ts";
import { pinned } from "../replay/recordedCut.ts";
import { EVENTS_PER_RUN, MEMORY_BYTES, type ReplayWork } from "../replay/replayWork.ts";
import type { ShadowState } from "../replay/shadow.ts";
import { expireShadow } from "../retention/expireShadow.ts";
import { addAllQuarantined } from "./addAllQuarantined.ts";
import { completeTables } from "./completeTables.ts";
import { type Flushes, flushes } from "./flushes.ts";
import { at, foldSteps, type InputStreams, openStreams } from "./folding.ts";
import { loadState } from "./loadState.ts";
import { writeState } from "./writeState.ts";

/** A fold under way. */
interface Fold extends ReplayWork {
  readonly memory: MemoryState;
  readonly memoryBytes: number;
  readonly streams: InputStreams;
  readonly flushes: Flushes;
  readonly target: FoldTarget;
  readonly from: ShadowState;
}

/**
 * Folds own events after a state into rows alone, over upstreams as they are at the target. Answers how far it came:
 * less than asked for when the state in memory became more than it may be.
 */
export async function foldInMemory(
  work: ReplayWork,
  from: ShadowState,
  target: FoldTarget,
): Promise<Position> {
  const memoryBytes = work.options.memoryBytes ?? MEMORY_BYTES;
  const start = at(from.inputs, OWN_LOG);
  const loaded = { isBegun: start > 0, inputs: target.cut, memoryBytes };
  const memory = await loadState(work.database, work.shadow, loaded);
  if (memory === undefined) return start;
  const streams = openStreams(work.database, work.shadow, pinned(target.cut, start), target.cut);
  const fold: Fold = { ...work, memory, memoryBytes, streams, flushes: flushes(work.options), target, from };
  try {
    let reached = start;
    for (const mark of target.marks) {
      reached = await foldTo(fold, reached, mark.at);
      if (reached < mark.at) return reached;
      await work.database.transaction((connection) => expireAt(fold, connection, mark));
    }
    return await foldTo(fold, reached, at(target.cut, OWN_LOG));
  } finally {
    await streams.close();
  }
}

/** Stretch after stretch up to a position, or until there is not enough memory. */
async function foldTo(fold: Fold, after: Position, end: Position): Promise<Position> {
  let reached = after;
  while (reached < end && fold.memory.bytes <= fold.memoryBytes) {
    const before = reached;
    reached = await fold.database.transaction((connection) => foldStretch(fold, connection, before, end));
  }
  return reached;
}

async function foldStretch(
  fold: Fold,
  connection: Connection,
  after: Position,
  end: Position,
): Promise<Position> {
  const { shadow, memory, memoryBytes, target, options } = fold;
  const quarantined: Quarantined[] = [];
  let reached = after;
  while (reached < end) {
    const next = Math.min(end, reached + (options.eventsPerRun ?? EVENTS_PER_RUN)) as Position;
    await fold.streams.events.upTo(next, (steps) =>
      foldSteps(shadow, memory, steps, () => undefined, quarantined),
    );
    const isDue = fold.flushes.isDue(next - reached);
    reached = next;
    options.onProgress?.({ events: reached, of: at(target.cut, OWN_LOG) });
    if (isDue || memory.bytes > memoryBytes) break;
  }
  return fold.flushes.flush(async () => {
    await writeState(connection, shadow, memory);
    await addAllQuarantined(connection, shadow, quarantined);
    await saveAt(fold, connection, reached);
    return reached;
  });
}

/** What was past its retention is removed by the database, whose tables hold everything after a stretch. */
async function expireAt(fold: Fold, connection: Connection, mark: RetentionMark): Promise<void> {
  const { shadow, memory } = fold;
  await completeTables(connection, shadow);
  await expireShadow(connection, { ...shadow.projection, tables: shadow.tables }, mark.horizon, null);
  memory.expire(mark.horizon);
}

const saveAt = ({ target, from, save }: Fold, connection: Connection, reached: Position): Promise<void> =>
  save(connection, { state: { ...from, inputs: pinned(target.cut, reached) }, isBase: true });
