import { setTimeout as sleep } from "node:timers/promises";
import type { Appended, NewEvent } from "@datamesh/kernel/log";
import { type Database, postgresEventLog } from "@datamesh/kernel/postgres";
import { between } from "../../../cli/sample/random.ts";

/** What became of a transaction. `committing` tells whether its commit may have reached the server. */
export type PlainOutcome =
  | { readonly kind: "committed"; readonly appended: readonly Appended[] }
  | { readonly kind: "rolled back" }
  | { readonly kind: "failed"; readonly error: unknown; readonly committing: boolean };

const ROLLS_BACK = 0.4;

class RollBack extends Error {}

/**
 * Appends inside a transaction of the writer's own, as a producer does that writes something else with it: in one
 * call or two, holding the log's head for a moment, and often rolling back.
 */
export async function appendAndMaybeRollBack(
  pool: Database,
  context: string,
  events: readonly NewEvent[],
  random: () => number,
): Promise<PlainOutcome> {
  let committing = false;
  try {
    const appended = await pool.transaction(async (connection) => {
      const log = postgresEventLog(context, { append: connection });
      const half = between(random, 0, events.length);
      const told = [...(await log.append(events.slice(0, half))), ...(await log.append(events.slice(half)))];
      await sleep(between(random, 0, 5));
      if (random() < ROLLS_BACK) throw new RollBack();
      committing = true;
      return told;
    });
    return { kind: "committed", appended };
  } catch (error) {
    if (error instanceof RollBack) return { kind: "rolled back" };
    return { kind: "failed", error, committing };
  }
}
