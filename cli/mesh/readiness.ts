import type { Queryable } from "@datamesh/kernel/postgres";
import type { Readiness } from "../../gateway/http/index.ts";

/** What must have caught up before the mesh is ready. */
export interface CatchingUp {
  areCaughtUp(): Promise<boolean>;
  states(): readonly unknown[];
}

/**
 * Ready once everything has caught up with what was there at the start, and from then on as long as the database
 * answers: under traffic there is always something new to fold.
 */
export function readiness(work: CatchingUp, database: Queryable): () => Promise<Readiness> {
  let caughtUp = false;
  return async () => {
    caughtUp ||= await work.areCaughtUp();
    await database.query({ text: "select 1" });
    return { ready: caughtUp, details: { projectors: work.states() } };
  };
}
