import { MeshError } from "../../errors.ts";
import type { Database } from "../database.ts";
import type { GenerationNames } from "../products/productNames.ts";
import type { Checkpoint } from "../projection/checkpoint.ts";
import { foldUpTo, readMarks } from "./foldUpTo.ts";
import { readCuts } from "./recordedCut.ts";
import type { OnProgress } from "./replayCuts.ts";
import { EMPTY_SHADOW, type Shadow, type ShadowState } from "./shadow.ts";

/**
 * Brings an empty shadow to where the recorded commits begin that can be replayed: those that the live generation's
 * own code made, over upstream histories that are still whole. Nothing, for most products.
 */
export async function beginShadow(
  database: Database,
  shadow: Shadow,
  live: Pick<Checkpoint, "baseCut">,
  tables: GenerationNames,
  onProgress?: OnProgress,
): Promise<ShadowState> {
  const first = Math.max(live.baseCut, await firstWhole(database, shadow, tables));
  if (first === 0) return EMPTY_SHADOW;
  const [base] = await readCuts(database, tables.cuts, { after: first - 1, upTo: first, limit: 1 });
  if (base === undefined) throw new MeshError("INTERNAL", `${tables.cuts} lacks the commit ${first}`);
  await foldUpTo(database, shadow, base.inputs, await readMarks(database, tables.cuts, first), onProgress);
  return { cut: base.cut, position: base.position, inputs: base.inputs };
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
