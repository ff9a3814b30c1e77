import type { Queryable } from "../database.ts";
import { tableKeys } from "../products/productTables.ts";
import type { Shadow } from "../replay/shadow.ts";

/** Makes the keys and indexes of a shadow's tables unless they are there: whatever looks rows up needs them. */
export async function completeTables(connection: Queryable, shadow: Shadow): Promise<void> {
  const { projection, generation, tables } = shadow;
  const [found] = await connection.query({
    text: "select 1 as found from pg_constraint where conrelid = to_regclass($1) and contype = 'p'",
    values: [tables.rows],
  });
  if (found !== undefined) return;
  for (const text of tableKeys(projection.context, projection.product, generation)) {
    await connection.query({ text });
  }
}
