import { type Database, type DutyOptions, migrateMesh, requireDuties } from "@datamesh/kernel/postgres";
import { type CliConfig, readCliConfig } from "../config.ts";
import { type LoadedMesh, loadMesh, localContext } from "../contexts.ts";
import { openConnections } from "../mesh/connections.ts";
import { type Logins, loginsFrom, loginsOf } from "../mesh/logins.ts";
import { requireMesh } from "../mesh/requireMesh.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";

/** The logs of some contexts, each as its login to project sees it. */
export interface OpenLogs {
  readonly config: CliConfig;
  readonly contexts: readonly string[];
  readonly as: (context: string) => Database;
}

/**
 * Runs `work` on the logs of these contexts, all of the mesh and the catalog's unless named. The login to project is
 * enough; where it is not set, the mesh's database gives it, be the mesh up or not.
 */
export async function withLogs<T>(
  names: readonly string[],
  work: (logs: OpenLogs) => Promise<T>,
): Promise<T> {
  const loaded = await loadMesh();
  const contexts = namesOf(loaded, names);
  const config = readCliConfig(process.env);
  const read = async (logins: Logins, duties?: DutyOptions): Promise<T> => {
    const connections = openConnections(logins, config.pools);
    try {
      await requireDuties(
        contexts.map((context) => ({ context, duty: "project" })),
        connections.as,
        duties,
      );
      return await work({ config, contexts, as: (context) => connections.as(context, "project") });
    } finally {
      await connections.end();
    }
  };
  const own = loginsFrom(config);
  if (contexts.every((context) => own.has(context, "project"))) return read(own);
  await requireMesh(config);
  return withMeshDatabase(config, async ({ mesh }) => {
    // The embedded database may be of an earlier version; one of one's own is migrated by those who answer for it.
    if (config.databaseUrl !== undefined) return read(loginsOf(config, mesh));
    await migrateMesh(mesh, loaded.all);
    return read(loginsOf(config, mesh), { letIn: () => migrateMesh(mesh, loaded.all, { always: true }) });
  });
}

function namesOf({ all }: LoadedMesh, names: readonly string[]): readonly string[] {
  const contexts = names.length === 0 ? all : names.map((name) => localContext({ local: all }, name));
  return contexts.map(({ name }) => name);
}
