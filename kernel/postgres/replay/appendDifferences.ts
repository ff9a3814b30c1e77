import type { DataProduct } from "../../product/dataProduct.ts";
import type { Queryable } from "../database.ts";
import { columnsOf, keyColumn } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";
import type { Shadow } from "./shadow.ts";
import { sideBySide } from "../compare/sideBySide.ts";

/** The input that row versions name which a rebuild made. */
const REBUILD_INPUT = "rebuild";

/**
 * Tells what differs between the live rows and a shadow's as row versions after a position, in the order of their
 * keys; every row, when the shadow has a field that the live rows lack. Answers how many there are.
 */
export async function appendDifferences(
  connection: Queryable,
  product: DataProduct,
  before: GenerationNames,
  { tables, generation }: Shadow,
  after: number,
): Promise<number> {
  const { from, isAdded, isGone, isChanged, addedFields } = await sideBySide(
    connection,
    product,
    before,
    tables,
  );
  const key = keyColumn(product).name;
  const columns = columnsOf(product.fields).map(({ name }) => name);
  const values = columns.map((name) => (name === key ? `coalesce(new.${key}, old.${key})` : `new.${name}`));
  const differs = [isAdded, isGone, isChanged, String(addedFields.length > 0)];
  if (!product.history) {
    const [row] = await connection.query({
      text: `select count(*) as count ${from} where ${differs.join(" or ")}`,
    });
    return Number(row?.["count"]);
  }
  const rows = await connection.query({
    text: `insert into ${tables.history} (position, removed, input, input_position, ${columns.join(", ")})
           select $1::bigint + row_number() over (order by coalesce(new.${key}, old.${key})),
             ${isGone}, '${REBUILD_INPUT}', $2::bigint, ${values.join(", ")}
           ${from} where ${differs.join(" or ")}
           returning 1 as told`,
    values: [after, generation],
  });
  return rows.length;
}
