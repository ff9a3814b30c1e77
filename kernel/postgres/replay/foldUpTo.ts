import { type Position, START } from "../../log/position.ts";
import type { InputPosition, Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import type { Database } from "../database.ts";
import { foldUntilKnown } from "../projection/projectBatch.ts";
import { stepsBetween } from "../projection/readSteps.ts";
import { writeRows } from "../projection/writeBatch.ts";
import type { OnProgress } from "./replayCuts.ts";
import type { Shadow } from "./shadow.ts";

const EVENTS_PER_BATCH = 5_000;

/**
 * Fills an empty shadow with the rows as they are at a cut, without history. What a row takes from upstream depends on
 * the cut alone, not on the order in which things came, so upstreams stand at the cut from the start.
 */
export async function foldUpTo(
  database: Database,
  shadow: Shadow,
  cut: Inputs,
  onProgress: OnProgress = () => undefined,
): Promise<void> {
  const end = cut[OWN_LOG]?.position ?? START;
  for (let at: Position = START; at < end;) {
    const next = Math.min(end, at + EVENTS_PER_BATCH) as Position;
    const [from, to] = [pinned(cut, at), pinned(cut, next)];
    await database.transaction(async (connection) => {
      const { projection, generation, tables } = shadow;
      const { context, product } = projection;
      const inputs = projection.inputs(connection);
      const steps = await stepsBetween(inputs, from, to);
      const source = { connection, product, tables, checkpoint: { inputs: from }, feeds: inputs.feeds };
      const batch = await foldUntilKnown(source, steps);
      await writeRows({ connection, context, product, generation, tables }, batch);
    });
    onProgress(next - at);
    at = next;
  }
}

/** The cut with the own log at another position. */
function pinned(cut: Inputs, at: Position): Inputs {
  const own: InputPosition = { position: at };
  return { ...cut, [OWN_LOG]: own };
}
