import { MeshError } from "../../errors.ts";
import type { Database } from "../database.ts";
import type { GenerationNames } from "../products/productNames.ts";
import type { Checkpoint } from "../projection/checkpoint.ts";
import { foldUpTo } from "./foldUpTo.ts";
import { readCuts } from "./recordedCut.ts";
import type { OnProgress } from "./replayCuts.ts";
import { EMPTY_SHADOW, type Shadow, type ShadowState } from "./shadow.ts";

/**
 * Brings an empty shadow to where the recorded commits begin that the live generation's own code made: nothing for a
 * first generation, else the rows at the commit that began it.
 */
export async function beginShadow(
  database: Database,
  shadow: Shadow,
  live: Pick<Checkpoint, "baseCut">,
  tables: GenerationNames,
  onProgress?: OnProgress,
): Promise<ShadowState> {
  if (live.baseCut === 0) return EMPTY_SHADOW;
  const range = { after: live.baseCut - 1, upTo: live.baseCut, limit: 1 };
  const [base] = await readCuts(database, tables.cuts, range);
  if (base === undefined) {
    throw new MeshError(
      "INTERNAL",
      `${tables.cuts} lacks the commit ${live.baseCut} that its generation began with`,
    );
  }
  await foldUpTo(database, shadow, base.inputs, onProgress);
  return { cut: base.cut, position: base.position, inputs: base.inputs };
}
