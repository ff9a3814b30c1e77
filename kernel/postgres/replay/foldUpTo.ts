import { type Position, position } from "../../log/position.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { completeTables } from "../bulk/completeTables.ts";
import type { Connection, Queryable } from "../database.ts";
import { foldUntilKnown } from "../projection/projectBatch.ts";
import { stepsBetween } from "../projection/readSteps.ts";
import { writeRows } from "../projection/writeBatch.ts";
import { expireShadow } from "../retention/expireShadow.ts";
import type { FoldTarget, RetentionMark } from "./bulkReplay.ts";
import { chooseReplay } from "./chooseReplay.ts";
import { pinned } from "./recordedCut.ts";
import type { ReplayWork } from "./replayWork.ts";
import type { Shadow, ShadowState } from "./shadow.ts";

const EVENTS_PER_BATCH = 5_000;

/** The retention commits of a journal up to a cut, in order. */
export async function readMarks(
  connection: Queryable,
  cutsTable: string,
  upTo: number,
): Promise<readonly RetentionMark[]> {
  const rows = await connection.query({
    text: `select coalesce((inputs->'events'->>'position')::bigint, 0) as at, retained_to from ${cutsTable}
           where retained_to is not null and cut <= $1 order by cut`,
    values: [upTo],
  });
  return rows.map((row) => ({ at: position(row["at"] ?? ""), horizon: position(row["retained_to"] ?? "") }));
}

/**
 * Brings the rows of a shadow, without history, from where they stand to a cut: in bulk, and over the tables what is
 * left of it. What a row takes from upstream depends on the cut alone, not on the order in which things came, so
 * upstreams stand at the cut from the start.
 */
export async function foldUpTo(work: ReplayWork, from: ShadowState, target: FoldTarget): Promise<void> {
  const begun = from.inputs[OWN_LOG]?.position ?? 0;
  // Removing what is old is the same done twice, so a mark where the shadow stands may have been before or not.
  const marks = target.marks.filter(({ at }) => at >= begun);
  const bulk = chooseReplay(work.shadow.projection);
  const reached = await bulk.foldUpTo(work, from, { ...target, marks });
  const end = target.cut[OWN_LOG]?.position ?? 0;
  if (reached >= end) return;
  await work.database.transaction((connection) => completeTables(connection, work.shadow));
  let at: Position = reached;
  for (const mark of marks.filter((each) => each.at >= reached)) {
    await foldRange(work, from, target.cut, at, mark.at);
    const where = { ...work.shadow.projection, tables: work.shadow.tables };
    await work.database.transaction((connection) => expireShadow(connection, where, mark.horizon, null));
    at = mark.at;
  }
  await foldRange(work, from, target.cut, at, end as Position);
}

async function foldRange(
  work: ReplayWork,
  from: ShadowState,
  cut: Inputs,
  after: Position,
  end: Position,
): Promise<void> {
  for (let at = after; at < end;) {
    const next = Math.min(end, at + EVENTS_PER_BATCH) as Position;
    const [before, to] = [pinned(cut, at), pinned(cut, next)];
    await work.database.transaction(async (connection: Connection) => {
      await foldRows(connection, work.shadow, before, to);
      await work.save(connection, { state: { ...from, inputs: to }, isBase: true });
    });
    work.options.onProgress?.({ events: next, of: cut[OWN_LOG]?.position ?? 0 });
    at = next;
  }
}

/** Folds from one cut to another into the rows of a shadow, in the transaction of the caller. */
export async function foldRows(
  connection: Queryable,
  { projection, generation, tables }: Shadow,
  from: Inputs,
  to: Inputs,
): Promise<void> {
  const { context, product } = projection;
  const inputs = projection.inputs(connection);
  const steps = await stepsBetween(inputs, from, to);
  const source = { connection, product, tables, checkpoint: { inputs: from }, feeds: inputs.feeds };
  const batch = await foldUntilKnown(source, steps);
  await writeRows({ connection, context, product, generation, tables }, batch);
}
