import type { MeshDatabase } from "@datamesh/kernel/postgres";
import { derivePassword, openSecrets } from "../../cli/database/index.ts";
import { datamesh } from "./meshProcess.ts";

/** The database of a mesh that runs on a data directory, for what a test or a benchmark does beside it. */
export async function meshDatabase(dataDirectory: string): Promise<MeshDatabase> {
  const { databaseSecret } = await openSecrets(dataDirectory);
  const { stdout } = await datamesh(["db", "url"], { DATAMESH_DATA_DIR: dataDirectory });
  return {
    url: stdout.trim(),
    prefix: "datamesh",
    passwordFor: (role) => derivePassword(databaseSecret, role),
  };
}
