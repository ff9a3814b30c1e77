import type { Queryable } from "@datamesh/kernel/postgres";
import { columnName, type DataProduct } from "@datamesh/kernel/product";

/** The declared columns of a product's table as a list for a statement, and its key. */
export async function columnsIn(
  connection: Queryable,
  table: string,
  product: DataProduct,
): Promise<{ readonly names: string; readonly key: string }> {
  const declared = Object.keys(product.fields).map(columnName);
  const rows = await connection.query({
    text: `select string_agg(quote_ident(attname), ', ' order by attnum) as names, quote_ident($3) as key
           from pg_attribute where attrelid = $1::regclass and attnum > 0 and attname = any ($2)`,
    values: [table, declared, columnName(product.key)],
  });
  return { names: rows[0]?.["names"] ?? "", key: rows[0]?.["key"] ?? "" };
}
