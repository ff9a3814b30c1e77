import {
  createProjection,
  type Database,
  dutyUrl,
  type MeshDatabase,
  migrateMesh,
  openDatabase,
  type Projection,
} from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { startOwnServer } from "../../test/support/ownServer.ts";

/** A server of its own, with the settings a mesh has, and one context on it. */
export interface BenchMesh {
  readonly mesh: MeshDatabase;
  /** Connections of the superuser. */
  readonly admin: Database;
  /** Connections of the context's migrate role. */
  readonly migrate: Database;
  projection(name: string): Projection;
  stop(): Promise<void>;
}

/** Starts one. */
export async function startBenchMesh(context: Context): Promise<BenchMesh> {
  const server = await startOwnServer();
  const mesh: MeshDatabase = { url: server.url, prefix: "bench", passwordFor: (role) => `of ${role}` };
  await migrateMesh(mesh, [context]);
  const admin = openDatabase(server.url, { max: 2 });
  const migrate = openDatabase(dutyUrl(mesh, context.name, "migrate"), { max: 4 });
  const project = openDatabase(dutyUrl(mesh, context.name, "project"), { max: 4 });
  return {
    mesh,
    admin,
    migrate,
    projection: (name) => {
      const product = context.products.find((each) => each.name === name);
      if (product === undefined) throw new TypeError(`no product ${name}`);
      return createProjection(context, product, project, () => undefined);
    },
    stop: async () => {
      for (const pool of [admin, migrate, project]) await pool.end();
      await server.remove();
    },
  };
}
