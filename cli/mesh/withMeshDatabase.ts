import { MeshError } from "@datamesh/kernel";
import type { CliConfig } from "../config.ts";
import { lockDataDirectory } from "../database/index.ts";
import { openMeshDatabase, type OpenMeshDatabase } from "./meshDatabase.ts";

/**
 * Runs `work` on the database of a mesh. When the mesh is up its database is shared with it; when it is not, the
 * embedded one is started for as long as the work takes.
 */
export async function withMeshDatabase<T>(
  config: CliConfig,
  work: (database: OpenMeshDatabase) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== undefined) return work(await openMeshDatabase(config, { mayStart: false }));
  const lock = await lockDataDirectory(config.dataDir);
  const database = await openMeshDatabase(config, { mayStart: lock.ok }).catch(async (error: unknown) => {
    if (lock.ok) await lock.release();
    throw lock.ok ? error : stillStarting(error);
  });
  try {
    return await work(database);
  } finally {
    await database.stop();
    if (lock.ok) await lock.release();
  }
}

function stillStarting(error: unknown): unknown {
  if (!(error instanceof MeshError) || error.code !== "UNAVAILABLE") return error;
  return new MeshError(
    "UNAVAILABLE",
    "another process is starting or stopping this mesh: try again in a moment",
  );
}
