import type { Position } from "../../log/position.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { inMemory } from "../bulk/inMemory.ts";
import type { Connection, Database } from "../database.ts";
import type { BulkReplay, FoldTarget, LiveCuts } from "../replay/bulkReplay.ts";
import { copyCuts } from "../replay/copyCuts.ts";
import { readCuts, type RecordedCut } from "../replay/recordedCut.ts";
import type { ReplayWork } from "../replay/replayWork.ts";
import type { ShadowState } from "../replay/shadow.ts";
import { fillTables } from "./fillTables.ts";
import type { FoldPlan } from "./foldPlan.ts";

/**
 * Replays declarative folds as SQL, from nothing up to where only folds have changed rows; what comes after that goes on
 * in memory. Events that are not as they were declared make it fail, and the kernel folds all of it, which quarantines
 * them.
 */
export const inSql = (plan: FoldPlan): BulkReplay => ({
  replayCuts: async (work, from, live) => {
    const last = from.cut === 0 ? await lastFolded(work.database, live) : undefined;
    const state = last && (await unlessNotAsDeclared(() => replayInSql(work, plan, live, last)));
    return state?.cut === live.upTo ? state : inMemory.replayCuts(work, state ?? from, live);
  },
  foldUpTo: async (work, from, target) => {
    const end = target.marks[0]?.at ?? target.cut[OWN_LOG]?.position ?? 0;
    const isEmpty = (from.inputs[OWN_LOG]?.position ?? 0) === 0;
    const state =
      isEmpty && end > 0
        ? await unlessNotAsDeclared(() => foldInSql(work, plan, from, target, end))
        : undefined;
    const isDone = state !== undefined && target.marks.length === 0;
    return isDone ? (end as Position) : inMemory.foldUpTo(work, state ?? from, target);
  },
});

/** Says every second that the work goes on. */
async function saying<T>({ options }: ReplayWork, events: number, work: () => Promise<T>): Promise<T> {
  const tell = (): void => options.onProgress?.({ events: 0, of: events, isOneStatement: true });
  const timer = setInterval(tell, 1_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    options.onProgress?.({ events, of: events });
  }
}

async function replayInSql(
  work: ReplayWork,
  plan: FoldPlan,
  live: LiveCuts,
  { cut, inputs }: RecordedCut,
): Promise<ShadowState> {
  const { database, shadow, history } = work;
  const fill = async (connection: Connection): Promise<ShadowState> => {
    const recorded = { cuts: live.cuts, last: cut };
    const range = { cut: inputs, ...(history && { recorded }) };
    const position = await fillTables(connection, shadow, plan, range);
    if (history) await copyCuts(connection, live.cuts, shadow.tables.cuts, { after: 0, upTo: cut });
    const filled = { cut, position: position as Position, inputs };
    await work.save(connection, { state: filled, isBase: false });
    return filled;
  };
  return saying(work, inputs[OWN_LOG]?.position ?? 0, () => database.transaction(fill));
}

async function foldInSql(
  work: ReplayWork,
  plan: FoldPlan,
  from: ShadowState,
  { cut }: FoldTarget,
  end: number,
): Promise<ShadowState> {
  const inputs = { ...cut, [OWN_LOG]: { position: end as Position } };
  const state = { ...from, inputs };
  const fill = async (connection: Connection): Promise<void> => {
    await fillTables(connection, work.shadow, plan, { cut: inputs });
    await work.save(connection, { state, isBase: true });
  };
  await saying(work, end, () => work.database.transaction(fill));
  return state;
}

/** The last commit before the first that removed what was past its retention. */
async function lastFolded(database: Database, { cuts, upTo }: LiveCuts): Promise<RecordedCut | undefined> {
  const [found] = await database.query({
    text: `select coalesce(max(cut), 0) as last from ${cuts} where cut <= $1 and cut < coalesce(
             (select min(cut) from ${cuts} where retained_to is not null), $1 + 1)`,
    values: [upTo],
  });
  const last = Number(found?.["last"]);
  const [cut] = await readCuts(database, cuts, { after: last - 1, upTo: last, limit: 1 });
  return last === 0 ? undefined : cut;
}

/** PostgreSQL's data exceptions (class 22) and broken constraints (class 23). */
const NOT_AS_DECLARED = /^2[23]/;

async function unlessNotAsDeclared<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code === "string" && NOT_AS_DECLARED.test(code)) return undefined;
    throw error;
  }
}
