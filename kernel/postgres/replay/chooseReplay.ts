import type { DataProduct } from "../../product/dataProduct.ts";
import { inMemory } from "../bulk/inMemory.ts";
import { inSql, planFolds } from "../sql/index.ts";
import type { BulkReplay } from "./bulkReplay.ts";

/** How a product is replayed; the one place where that is chosen: declarative folds in the database, code in memory. */
export function chooseReplay(product: DataProduct): BulkReplay {
  const plan = planFolds(product);
  return "reason" in plan ? inMemory : inSql(plan);
}
