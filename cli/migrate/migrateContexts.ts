import {
  type MeshDatabase,
  migrateMesh,
  openDatabase,
  type Queryable,
  roleName,
} from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { catalog } from "../../catalog/context.ts";
import { migrateCatalog } from "../../catalog/index.ts";
import { madeBetween, schemaObjects, type SchemaObjects } from "./schemaObjects.ts";

/** What a migration made for a context. */
export interface Migrated {
  readonly context: string;
  readonly made: SchemaObjects;
}

/**
 * Brings a database to what the contexts declare, the catalog's own tables included when it is one of them, and
 * answers what was missing before. Idempotent.
 */
export async function migrateContexts(
  mesh: MeshDatabase,
  contexts: readonly Context[],
): Promise<readonly Migrated[]> {
  const admin = openDatabase(mesh.url, { max: 1, name: "datamesh migrate" });
  const read = async (): Promise<readonly SchemaObjects[]> => {
    const found: SchemaObjects[] = [];
    for (const { name } of contexts) found.push(await schemaObjects(admin, mesh.prefix, name));
    return found;
  };
  try {
    const before = await read();
    // Who asks for it may have changed something by hand that nothing tells.
    await migrateMesh(await withKnownCatalog(admin, mesh, contexts), contexts, { always: true });
    if (contexts.includes(catalog)) await migrateCatalog(mesh);
    const after = await read();
    return contexts.map(({ name }, index) => ({
      context: name,
      made: madeBetween(before[index] ?? NOTHING, after[index] ?? NOTHING),
    }));
  } finally {
    await admin.end();
  }
}

const NOTHING: SchemaObjects = { roles: [], schemas: [], relations: [] };

/** A context in a database of its own has no catalog beside it that could be let in. */
async function withKnownCatalog(
  admin: Queryable,
  { catalog: named, ...mesh }: MeshDatabase,
  contexts: readonly Context[],
): Promise<MeshDatabase> {
  if (named === undefined || contexts.includes(catalog)) return { ...mesh, ...(named && { catalog: named }) };
  const role = roleName(mesh.prefix, named, "read");
  const found = await admin.query({ text: "select 1 from pg_roles where rolname = $1", values: [role] });
  return found.length === 0 ? mesh : { ...mesh, catalog: named };
}
