import { MeshError } from "@datamesh/kernel";
import { type Database, postgresEventLog } from "@datamesh/kernel/postgres";
import { migrateCatalog, openCatalogStore, startCatalogProjector } from "../../catalog/index.ts";
import { readCliConfig } from "../config.ts";
import { type Connections, openConnections } from "./connections.ts";
import { requireMesh } from "./requireMesh.ts";
import { withMeshDatabase } from "./withMeshDatabase.ts";
import { isCatalogThere } from "../products/isCatalogThere.ts";

/** The catalog as it takes facts and tells them. */
export interface OpenCatalog {
  /** Its read login. */
  readonly database: Database;
  readonly log: ReturnType<typeof postgresEventLog>;
  readonly now: () => Date;
  /** Folds what is in the log, whether a mesh runs or not: then everybody reads it. */
  catchUp(): Promise<void>;
}

/** Runs `work` on the catalog of the mesh, caught up with its log, whether the mesh is up or not. */
export async function withCatalog<T>(work: (catalog: OpenCatalog) => Promise<T>): Promise<T> {
  const config = readCliConfig(process.env);
  await requireMesh(config);
  return withMeshDatabase(config, async ({ mesh }) => {
    if (!(await isCatalogThere(mesh))) {
      throw new MeshError("NOT_FOUND", "this mesh has no catalog yet: its first start makes one");
    }
    await migrateCatalog(mesh);
    const connections = openConnections(mesh);
    try {
      const catalog = openCatalog(connections);
      await catalog.catchUp();
      return await work(catalog);
    } finally {
      await connections.end();
    }
  });
}

function openCatalog(connections: Connections): OpenCatalog {
  const log = postgresEventLog("catalog", {
    append: connections.as("catalog", "append"),
    read: connections.as("catalog", "project"),
  });
  return {
    database: connections.as("catalog", "read"),
    log,
    now: () => new Date(),
    catchUp: async () => {
      const store = await openCatalogStore(connections.urlOf("catalog", "project"), { max: 2 });
      const projector = startCatalogProjector({ log, store });
      try {
        await projector.catchUp();
      } finally {
        await projector.stop();
        await store.destroy();
      }
    },
  };
}
