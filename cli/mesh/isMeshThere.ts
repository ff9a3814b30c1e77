import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CliConfig } from "../config.ts";

/** Whether a configuration names a database, or a data directory that has an embedded one. */
export const isMeshThere = ({ databaseUrl, dataDir }: Pick<CliConfig, "databaseUrl" | "dataDir">): boolean =>
  databaseUrl !== undefined || existsSync(join(dataDir, "postgres", "PG_VERSION"));
