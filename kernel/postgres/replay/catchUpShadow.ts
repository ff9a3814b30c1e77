import { type Position, START } from "../../log/position.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import type { Queryable } from "../database.ts";
import { expireShadow } from "../retention/expireShadow.ts";
import type { RetentionMark } from "./bulkReplay.ts";
import { foldRows } from "./foldUpTo.ts";
import type { Shadow } from "./shadow.ts";

const EVENTS_PER_BATCH = 5_000;

/**
 * Brings a shadow that was filled up to one cut (`foldUpTo`) to a later one, in the transaction of the caller; `marks`
 * are the retention commits between them.
 */
export async function catchUpShadow(
  connection: Queryable,
  shadow: Shadow,
  from: Inputs,
  to: Inputs,
  marks: readonly RetentionMark[],
): Promise<void> {
  let state = from;
  for (const mark of marks) {
    state = await foldTo(connection, shadow, state, at(to, mark.at));
    const where = { ...shadow.projection, tables: shadow.tables };
    await expireShadow(connection, where, mark.horizon, null);
  }
  await foldTo(connection, shadow, state, to);
}

async function foldTo(connection: Queryable, shadow: Shadow, from: Inputs, to: Inputs): Promise<Inputs> {
  const end = positionOf(to);
  let state = from;
  do {
    const next = at(to, Math.min(end, positionOf(state) + EVENTS_PER_BATCH) as Position);
    await foldRows(connection, shadow, state, next);
    state = next;
  } while (positionOf(state) < end);
  return state;
}

const positionOf = (cut: Inputs): Position => cut[OWN_LOG]?.position ?? START;
const at = (cut: Inputs, position: Position): Inputs => ({ ...cut, [OWN_LOG]: { position } });
