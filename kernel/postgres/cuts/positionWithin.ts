import type { InputPositions } from "../../cut/index.ts";
import { isoTime } from "../../isoTime.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import type { Queryable } from "../database.ts";

/** The published journal and history of a product, quoted. */
export interface ProductPast {
  readonly cuts: string;
  readonly history: string;
}

/** A moment of the mesh as one product sees it. */
export interface Moment {
  /** Positions of its direct inputs. */
  readonly reached: InputPositions;
  /** ISO 8601 in UTC. */
  readonly time: string;
}

interface Commit {
  readonly cut: number;
  readonly position: number;
  readonly inputs: Inputs;
  readonly committedAt: string;
}

/**
 * The position at which a product, that has folded its inputs at least up to a moment, stood then: that of its last
 * commit made of nothing beyond the moment. A commit that moves no input (retention, a rebuild, a retry) counts if it
 * was committed by the moment's time. A product over its own log alone is told exactly, inside a commit too, since
 * each version of a row names the event it comes from.
 */
export async function positionWithin(
  database: Queryable,
  past: ProductPast,
  moment: Moment,
  commits: number,
): Promise<number> {
  const last = await lastWithin(database, past, moment.reached, commits);
  const inside = await insideNext(database, past, moment.reached, last);
  if (inside !== undefined) return inside;
  return (await withoutLater(database, past, moment.time, last))?.position ?? 0;
}

/** Inputs never go back, so the last commit within is found by halving. */
async function lastWithin(
  database: Queryable,
  past: ProductPast,
  reached: InputPositions,
  commits: number,
): Promise<Commit | undefined> {
  let found: Commit | undefined;
  for (let low = 0, high = commits; low < high;) {
    const middle = Math.ceil((low + high) / 2);
    const commit = await commitAt(database, past, middle);
    if (commit === undefined || isWithin(commit.inputs, reached)) {
      low = middle;
      found = commit;
    } else high = middle - 1;
  }
  return found;
}

const isWithin = (inputs: Inputs, reached: InputPositions): boolean =>
  Object.entries(reached).every(([input, at]) => (inputs[input]?.position ?? 0) <= at);

/** The last version that an event within the moment caused in the commit after the last whole one. */
async function insideNext(
  database: Queryable,
  { cuts, history }: ProductPast,
  reached: InputPositions,
  last: Commit | undefined,
): Promise<number | undefined> {
  const [only, ...others] = Object.keys(reached);
  if (only !== OWN_LOG || others.length > 0) return undefined;
  const [row] = await database.query({
    text: `select max(position) as position from ${history}
           where input = '${OWN_LOG}' and input_position <= $2 and position > $3
             and position <= (select position from ${cuts} where cut > $1 order by cut limit 1)`,
    values: [last?.cut ?? 0, reached[OWN_LOG], last?.position ?? 0],
  });
  const position = row?.["position"];
  return typeof position === "string" ? Number(position) : undefined;
}

/** Goes back over commits that moved no input and were not yet committed at the time. */
async function withoutLater(
  database: Queryable,
  past: ProductPast,
  time: string,
  last: Commit | undefined,
): Promise<Commit | undefined> {
  let commit = last;
  while (commit !== undefined && commit.committedAt > time) {
    const before = await commitAt(database, past, commit.cut - 1);
    if (movesInput(before?.inputs ?? {}, commit.inputs)) return commit;
    commit = before;
  }
  return commit;
}

const movesInput = (before: Inputs, after: Inputs): boolean =>
  Object.entries(after).some(([input, { position }]) => position !== (before[input]?.position ?? 0));

/** The commit with this number, or the last before it. */
async function commitAt(
  database: Queryable,
  { cuts }: ProductPast,
  cut: number,
): Promise<Commit | undefined> {
  const [row] = await database.query({
    text: `select cut, position, inputs, committed_at from ${cuts} where cut <= $1 order by cut desc limit 1`,
    values: [cut],
  });
  if (row === undefined) return undefined;
  return {
    cut: Number(row["cut"]),
    position: Number(row["position"]),
    inputs: JSON.parse(row["inputs"] ?? "{}") as Inputs,
    committedAt: isoTime(row["committed_at"] ?? ""),
  };
}
