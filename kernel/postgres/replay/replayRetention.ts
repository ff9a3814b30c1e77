import type { Position } from "../../log/position.ts";
import type { Queryable } from "../database.ts";
import { expireShadow } from "../retention/expireShadow.ts";
import { copyCuts } from "./copyCuts.ts";
import type { RecordedCut } from "./recordedCut.ts";
import type { ReplayWork } from "./replayWork.ts";
import type { ShadowState } from "./shadow.ts";

/** Removes what a commit removed as past its retention. */
export async function replayRetention(
  connection: Queryable,
  { shadow, history }: Pick<ReplayWork, "shadow" | "history">,
  state: ShadowState,
  cut: RecordedCut,
  liveCuts: string,
): Promise<ShadowState> {
  const { projection, tables } = shadow;
  const where = { context: projection.context, product: projection.product, tables };
  const removed = await expireShadow(connection, where, cut.retainedTo ?? 0, history ? state.position : null);
  if (!history) return { ...state, cut: cut.cut };
  await copyCuts(connection, liveCuts, tables.cuts, { after: state.cut, upTo: cut.cut });
  return { cut: cut.cut, position: (state.position + removed) as Position, inputs: cut.inputs };
}
