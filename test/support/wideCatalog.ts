import { dutyUrl, type MeshDatabase, openDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
import { describeContext, openCatalogStore, registerContext, stateReader } from "../../catalog/index.ts";
import { wideContexts } from "./wideContexts.ts";

/** A schema that adds nothing to the mesh: products of the wide mesh are described and not served. */
const NOTHING_SERVED = "scalar NothingServed";

/**
 * Brings the catalog of a mesh, up or not, to 1,000 products more (`wideContexts`), by registering them as contexts
 * register. Answers how many events that took. A catalog that knows them already takes none.
 */
export async function registerWideCatalog(mesh: MeshDatabase): Promise<number> {
  const [append, read] = (["append", "project"] as const).map((duty) =>
    openDatabase(dutyUrl(mesh, "catalog", duty), { max: 2 }),
  );
  const store = await openCatalogStore(dutyUrl(mesh, "catalog", "read"));
  try {
    const log = postgresEventLog("catalog", { append: append!, read: read! });
    const state = stateReader({ log, store });
    let appended = 0;
    for (const context of wideContexts()) {
      const registration = { context: describeContext(context), sdl: NOTHING_SERVED };
      const outcome = await registerContext(registration, { log, state, now: () => new Date() });
      if (!outcome.ok) throw new Error(`${context.name} was refused:\n${outcome.problems.join("\n")}`);
      appended += outcome.appended;
    }
    return appended;
  } finally {
    await store.destroy();
    await Promise.all([append!.end(), read!.end()]);
  }
}
