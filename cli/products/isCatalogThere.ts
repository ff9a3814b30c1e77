import { type MeshDatabase, openDatabase } from "@datamesh/kernel/postgres";

/** Whether a mesh keeps a list of its products already; its first start makes it. */
export async function isCatalogThere({ url }: MeshDatabase): Promise<boolean> {
  const database = openDatabase(url, { max: 1 });
  try {
    const found = await database.query({
      text: `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = $1 and c.relname = $2`,
      values: ["catalog_store", "catalog_product"],
    });
    return found.length > 0;
  } finally {
    await database.end();
  }
}
