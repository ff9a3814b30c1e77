import { dutyUrl, type MeshDatabase, openDatabase, roleName } from "@datamesh/kernel/postgres";
import { catalogMigrations } from "./migrations/index.ts";
import { openCatalogStore } from "./openCatalogStore.ts";

/**
 * Brings the catalog's tables to the newest migration, as the catalog's migrate role; after `migrateMesh`, which makes
 * roles and schema. Idempotent; safe to run in two processes at once.
 */
export async function migrateCatalog(mesh: MeshDatabase): Promise<void> {
  const url = dutyUrl(mesh, "catalog", "migrate");
  const quoted = (duty: "project" | "read"): string => `"${roleName(mesh.prefix, "catalog", duty)}"`;
  const migrations = [...catalogMigrations({ project: quoted("project"), read: quoted("read") })];
  const lock = openDatabase(url, { max: 1, name: "datamesh migrate" });
  try {
    await lock.transaction(async (connection) => {
      await connection.query({ text: "select pg_advisory_xact_lock(hashtext('datamesh migrate catalog'))" });
      const store = await openCatalogStore(url, { max: 1, migrations });
      try {
        await store.runMigrations({ transaction: "each" });
      } finally {
        await store.destroy();
      }
    });
  } finally {
    await lock.end();
  }
}
