import { contextNames } from "../contextNames.ts";
import type { Projection } from "../projection/projectBatch.ts";

/**
 * Removes what is past its retention from a product, as a commit of its own: on the log's own time, so that a replay
 * removes the same at the same place. Answers how many rows went.
 */
export async function applyRetention({ context, product, database }: Projection): Promise<number> {
  const rows = await database.query({
    text: `select ${contextNames(context).retain}($1, $2) as removed`,
    values: [product.name, product.major],
  });
  return Number(rows[0]?.["removed"] ?? 0);
}
