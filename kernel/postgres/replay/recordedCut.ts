import { type Position, position } from "../../log/position.ts";
import type { InputPosition, Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import type { Queryable } from "../database.ts";

/** A commit of a product, as its journal holds it. */
export interface RecordedCut {
  readonly cut: number;
  readonly position: Position;
  readonly inputs: Inputs;
  /** The log position up to which this commit removed what was past its retention; null when it folded. */
  readonly retainedTo: Position | null;
}

/** At most `limit` commits after one up to another, in order. */
export async function readCuts(
  connection: Queryable,
  cutsTable: string,
  range: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<readonly RecordedCut[]> {
  const rows = await connection.query({
    text: `select cut, position, inputs, retained_to from ${cutsTable}
           where cut > $1 and cut <= $2 order by cut limit $3`,
    values: [range.after, range.upTo, range.limit],
  });
  return rows.map((row) => ({
    cut: Number(row["cut"]),
    position: position(row["position"] ?? ""),
    inputs: JSON.parse(row["inputs"] ?? "{}") as Inputs,
    retainedTo: row["retained_to"] === null ? null : position(row["retained_to"] ?? ""),
  }));
}

/**
 * The commits at the beginning of the list that can be folded as one batch of about `limit` events: history is the
 * same wherever batches of own events end, as long as no upstream moves in between.
 */
export function nextRun(cuts: readonly RecordedCut[], from: Inputs, limit: number): readonly RecordedCut[] {
  const run: RecordedCut[] = [];
  for (const cut of cuts) {
    if (cut.retainedTo !== null) return run.length === 0 ? [cut] : run;
    if (run.length > 0 && eventsBetween(from, cut.inputs) > limit) return run;
    run.push(cut);
    if (movesUpstream(from, cut.inputs)) return run;
  }
  return run;
}

/** How many events of the own log lie between two cuts. */
export const eventsBetween = (from: Inputs, to: Inputs): number =>
  (to[OWN_LOG]?.position ?? 0) - (from[OWN_LOG]?.position ?? 0);

const movesUpstream = (from: Inputs, to: Inputs): boolean =>
  Object.entries(to).some(([input, { position: at }]) => input !== OWN_LOG && at !== from[input]?.position);

/** The cut with the own log at another position. */
export function pinned(cut: Inputs, at: Position): Inputs {
  const own: InputPosition = { position: at };
  return { ...cut, [OWN_LOG]: own };
}
