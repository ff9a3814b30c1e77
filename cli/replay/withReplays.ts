import { migrateMesh } from "@datamesh/kernel/postgres";
import { readCliConfig } from "../config.ts";
import { type LoadedMesh, loadMesh } from "../contexts.ts";
import { openConnections } from "../mesh/connections.ts";
import { requireMesh } from "../mesh/requireMesh.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { asMigrated } from "./asMigrated.ts";
import { providersIn } from "./providers.ts";
import { createReplays, type Replays } from "./replays.ts";

/**
 * Runs `work` with replays on the mesh's database, whether the mesh is up or not. The database is brought to what is
 * declared first, unless `migrate` is false: for what only looks at a mesh.
 */
export async function withReplays<T>(
  work: (replays: Replays, loaded: LoadedMesh) => Promise<T>,
  { migrate = true }: { readonly migrate?: boolean } = {},
): Promise<T> {
  const loaded = await loadMesh();
  const config = readCliConfig(process.env);
  await requireMesh(config);
  return withMeshDatabase(config, async ({ mesh }) => {
    if (migrate) await migrateMesh(mesh, loaded.all);
    const connections = openConnections(mesh);
    try {
      const findProvider = providersIn(loaded);
      const replays = createReplays({ mesh, connections, findProvider, now: () => new Date() });
      return migrate ? await work(replays, loaded) : await asMigrated(() => work(replays, loaded));
    } finally {
      await connections.end();
    }
  });
}
