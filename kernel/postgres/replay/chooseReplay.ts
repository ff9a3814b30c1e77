import { inMemory } from "../bulk/inMemory.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { inSql, planFolds } from "../sql/index.ts";
import type { BulkReplay } from "./bulkReplay.ts";

/**
 * How a product is replayed; the one place where that is chosen: declarative folds in the database, code in memory, and
 * so a product some events of which are skipped on purpose, and one without a history to make rows from.
 */
export function chooseReplay({ product, discarded }: Pick<Projection, "product" | "discarded">): BulkReplay {
  if (!product.history || (discarded !== undefined && discarded.size > 0)) return inMemory;
  const plan = planFolds(product);
  return "reason" in plan ? inMemory : inSql(plan);
}
