import { MeshError } from "../../errors.ts";
import { START } from "../../log/position.ts";
import { OWN_LOG } from "../../projection/index.ts";
import type { Database } from "../database.ts";
import type { GenerationNames } from "../products/productNames.ts";
import type { Checkpoint } from "../projection/checkpoint.ts";
import { foldUpTo, readMarks } from "./foldUpTo.ts";
import { pinned, readCuts } from "./recordedCut.ts";
import type { ReplayWork } from "./replayWork.ts";
import { EMPTY_SHADOW, type Shadow, type ShadowState } from "./shadow.ts";

/**
 * Brings an empty shadow to where the recorded commits begin that can be replayed: those that the live generation's
 * own code made, over upstream histories that are still whole. Nothing, for most products.
 */
export async function beginShadow(
  work: ReplayWork,
  live: Pick<Checkpoint, "baseCut">,
  tables: GenerationNames,
): Promise<ShadowState> {
  const { database, shadow } = work;
  const first = Math.max(live.baseCut, await firstWhole(database, shadow, tables));
  if (first === 0) return EMPTY_SHADOW;
  return foldBase(work, { cut: first, position: START, inputs: {} }, tables);
}

/** Folds the rows of an empty shadow, or of one that was left on the way, up to a recorded commit. */
export async function foldBase(
  work: ReplayWork,
  from: ShadowState,
  { cuts }: GenerationNames,
): Promise<ShadowState> {
  const { database } = work;
  if (from.cut === 0) return EMPTY_SHADOW;
  const [base] = await readCuts(database, cuts, { after: from.cut - 1, upTo: from.cut, limit: 1 });
  if (base === undefined) throw new MeshError("INTERNAL", `${cuts} lacks the commit ${from.cut}`);
  const state = { cut: base.cut, position: base.position, inputs: base.inputs };
  const begun = { ...from, inputs: pinned(base.inputs, from.inputs[OWN_LOG]?.position ?? START) };
  await database.transaction((connection) => work.save(connection, { state: begun, isBase: true }));
  await foldUpTo(work, begun, { cut: base.inputs, marks: await readMarks(database, cuts, base.cut) });
  await database.transaction((connection) => work.save(connection, { state, isBase: false }));
  return state;
}

/** The first commit over upstream histories that lack nothing from there on; 0 when they lack nothing at all. */
async function firstWhole(
  database: Database,
  { projection }: Shadow,
  { cuts }: GenerationNames,
): Promise<number> {
  let first = 0;
  for (const [upstream, feed] of projection.inputs(database).feeds) {
    const floor = await feed.floor();
    if (floor === 0) continue;
    const [row] = await database.query({
      text: `select coalesce(min(cut), (select coalesce(max(cut), 0) from ${cuts})) as first from ${cuts}
             where coalesce((inputs->$1->>'position')::bigint, 0) >= $2`,
      values: [upstream, floor],
    });
    first = Math.max(first, Number(row?.["first"]));
  }
  return first;
}
