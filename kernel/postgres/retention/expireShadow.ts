import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import { isSealed } from "../columns/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { keyColumn } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";

/**
 * Removes what was past its retention at a horizon from tables that a replay fills, as the projector did. Without
 * `toldAfter` no history is written. Answers how many rows went.
 */
export async function expireShadow(
  connection: Queryable,
  where: { readonly context: string; readonly product: DataProduct; readonly tables: GenerationNames },
  horizon: number,
  toldAfter: number | null,
): Promise<number> {
  const { context, product, tables } = where;
  const [store = "", relation = ""] = tables.rows.replaceAll('"', "").split(".");
  const [row] = await connection.query({
    text: `select removed from ${contextNames(context).expireRows}($1, $2, $3, $4, $5, $6)`,
    values: [
      store,
      relation,
      columnName(product.key),
      isSealed(keyColumn(product).stored),
      horizon,
      product.history ? toldAfter : null,
    ],
  });
  return Number(row?.["removed"]);
}
