import { parseRevision, type Revision } from "../../projection/revision.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";

/**
 * Names a product's state anew because its rows were changed by something that is neither a commit of folded events nor
 * a rebuild: to be called in the transaction that changes them, which then holds the checkpoint's lock. Announces the
 * new revision and answers it; undefined for a product without a table.
 */
export async function raiseEpoch(
  connection: Queryable,
  context: string,
  { name, major }: Pick<DataProduct, "name" | "major">,
): Promise<Revision | undefined> {
  const [row] = await connection.query({
    text: `select ${contextNames(context).raiseEpoch}($1, $2) as revision`,
    values: [name, major],
  });
  return parseRevision(row?.["revision"] ?? "");
}
