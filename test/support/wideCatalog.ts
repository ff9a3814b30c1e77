import type { EventLog } from "@datamesh/kernel/log";
import { dutyUrl, type MeshDatabase, openDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
import { describeContext, registerContext } from "../../catalog/index.ts";
import { type CatalogState, EMPTY_CATALOG, foldEvents } from "../../catalog/state/index.ts";
import { wideContexts } from "./wideContexts.ts";

/** A schema that adds nothing to the mesh: products of the wide mesh are described and not served. */
const NOTHING_SERVED = "scalar NothingServed";

/**
 * Brings the catalog of a mesh, up or not, to 1,000 products more (`wideContexts`), by registering them as contexts
 * register. Answers how many events that took. A catalog that knows them already takes none. What was composed before
 * stays, since these products cannot be: a mesh that is up says so in its log.
 */
export async function registerWideCatalog(mesh: MeshDatabase): Promise<number> {
  const [append, read] = (["append", "project"] as const).map((duty) =>
    openDatabase(dutyUrl(mesh, "catalog", duty), { max: 2 }),
  );
  try {
    const log = postgresEventLog("catalog", { append: append!, read: read! });
    const state = followedState(log);
    let appended = 0;
    for (const context of wideContexts()) {
      const registration = { context: describeContext(context), sdl: NOTHING_SERVED };
      const outcome = await registerContext(registration, { log, state, now: () => new Date() });
      if (!outcome.ok) throw new Error(`${context.name} was refused:\n${outcome.problems.join("\n")}`);
      appended += outcome.appended;
    }
    return appended;
  } finally {
    await Promise.all([append!.end(), read!.end()]);
  }
}

/** The state at the head of the log; what was read once is not read again. */
function followedState(log: EventLog): () => Promise<CatalogState> {
  let state = EMPTY_CATALOG;
  return async () => {
    for (;;) {
      const events = await log.read(state.position, 1_000);
      if (events.length === 0) return state;
      state = foldEvents(state, events).state;
    }
  };
}
