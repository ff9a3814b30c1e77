import { type Position, position, START } from "../../log/position.ts";
import type { InputPosition, Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import type { Database, Queryable } from "../database.ts";
import { foldUntilKnown } from "../projection/projectBatch.ts";
import { stepsBetween } from "../projection/readSteps.ts";
import { writeRows } from "../projection/writeBatch.ts";
import { expireShadow } from "../retention/expireShadow.ts";
import type { OnProgress } from "./replayCuts.ts";
import type { Shadow } from "./shadow.ts";

const EVENTS_PER_BATCH = 5_000;

/** A commit that removed what was past its retention: when it came, and what it counted as old; positions of the log. */
export interface RetentionMark {
  readonly at: Position;
  readonly horizon: Position;
}

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
 * Fills an empty shadow with the rows as they are at a cut, without history. What a row takes from upstream depends on
 * the cut alone, not on the order in which things came, so upstreams stand at the cut from the start.
 */
export async function foldUpTo(
  database: Database,
  shadow: Shadow,
  cut: Inputs,
  marks: readonly RetentionMark[],
  onProgress: OnProgress = () => undefined,
): Promise<void> {
  const end = cut[OWN_LOG]?.position ?? START;
  let at: Position = START;
  for (const mark of marks) {
    await foldRange(database, shadow, cut, at, mark.at, onProgress);
    await database.transaction((connection) =>
      expireShadow(connection, { ...shadow.projection, tables: shadow.tables }, mark.horizon, null),
    );
    at = mark.at;
  }
  await foldRange(database, shadow, cut, at, end, onProgress);
}

async function foldRange(
  database: Database,
  shadow: Shadow,
  cut: Inputs,
  after: Position,
  end: Position,
  onProgress: OnProgress,
): Promise<void> {
  for (let at = after; at < end;) {
    const next = Math.min(end, at + EVENTS_PER_BATCH) as Position;
    const [from, to] = [pinned(cut, at), pinned(cut, next)];
    await database.transaction((connection) => foldRows(connection, shadow, from, to));
    onProgress(next - at);
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

/** The cut with the own log at another position. */
function pinned(cut: Inputs, at: Position): Inputs {
  const own: InputPosition = { position: at };
  return { ...cut, [OWN_LOG]: own };
}
