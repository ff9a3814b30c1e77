import { MeshError } from "../../errors.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { productRef } from "../../product/names.ts";
import type { Database } from "../database.ts";

/**
 * Runs `work` while no other replay of the product is under way, in whatever process. Fails with UNAVAILABLE when one
 * is. The lock is the connection's, so a process that dies gives it up.
 */
export function withReplayLock<T>(
  database: Database,
  { context, product }: { readonly context: string; readonly product: Pick<DataProduct, "name" | "major"> },
  work: () => Promise<T>,
): Promise<T> {
  const ref = productRef(product.name, product.major);
  return database.transaction(async (connection) => {
    const [row] = await connection.query({
      text: "select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked",
      values: [`datamesh replay ${context} ${ref}`],
    });
    if (row?.["locked"] === "t") return work();
    throw new MeshError("UNAVAILABLE", `another replay of ${ref} is under way: wait for it, or stop it`);
  });
}
