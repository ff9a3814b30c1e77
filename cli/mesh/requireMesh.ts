import { MeshError } from "@datamesh/kernel";
import type { CliConfig } from "../config.ts";
import { lockHolder } from "../database/index.ts";
import { isMeshThere } from "./isMeshThere.ts";

/**
 * Refuses with NOT_FOUND a data directory that has no embedded database and where nobody makes one: a command that
 * asks about a mesh makes none.
 */
export async function requireMesh({
  databaseUrl,
  dataDir,
}: Pick<CliConfig, "databaseUrl" | "dataDir">): Promise<void> {
  if (isMeshThere({ databaseUrl, dataDir })) return;
  // A directory that cannot be looked into is told of by whoever opens it.
  const isTaken = await lockHolder(dataDir).then(
    (holder) => holder !== undefined,
    () => true,
  );
  if (isTaken) return;
  throw new MeshError(
    "NOT_FOUND",
    `there is no mesh in ${dataDir}: start one with npm start, or set DATAMESH_DATA_DIR`,
  );
}
