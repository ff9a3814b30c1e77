import { MeshError } from "../../errors.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { productRef, relationName, snakeCase } from "../../product/names.ts";
import type { Queryable } from "../database.ts";

/**
 * Makes sure that a product without a checkpoint has no tables either: it would begin again at its first position, behind
 * whoever has read it further. Fails with INTERNAL when it has.
 */
export async function requireNoTables(
  connection: Queryable,
  context: string,
  { name, major }: DataProduct,
): Promise<void> {
  const [found] = await connection.query({
    text: `select concat(n.nspname, '.', c.relname) as relation
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = $1 and c.relkind = 'r' and c.relname ~ $2 order by c.relname limit 1`,
    values: [`${snakeCase(context)}_store`, `^${relationName(name, major)}_g[0-9]+$`],
  });
  if (found === undefined) return;
  throw new MeshError(
    "INTERNAL",
    `the checkpoint of ${productRef(name, major)} is gone, and its table ${found["relation"]} is there: nobody knows how far that is. Restore the database from a backup (docs/operate.md)`,
    { product: productRef(name, major) },
  );
}
