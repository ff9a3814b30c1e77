import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import type { Queryable } from "../database.ts";
import { columnsOf, keyColumn } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";

/**
 * The rows of two generations, joined by their keys, as SQL over the aliases `old` and `new`. Fields are the declared
 * ones, which the later generation has.
 */
export interface SideBySide {
  readonly from: string;
  readonly isAdded: string;
  readonly isGone: string;
  readonly isChanged: string;
  /** What is true where the values of a field differ, for each field besides the key that both have. */
  readonly differs: ReadonlyMap<string, string>;
  /** Fields that only the later generation has. */
  readonly addedFields: readonly string[];
}

/** Puts the rows of two generations side by side. The earlier one has the declared key. */
export async function sideBySide(
  connection: Queryable,
  product: DataProduct,
  before: GenerationNames,
  after: GenerationNames,
): Promise<SideBySide> {
  const [had, has] = [await columnTypes(connection, before.rows), await columnTypes(connection, after.rows)];
  const key = keyColumn(product).name;
  const columns = columnsOf(product.fields);
  const differs = new Map<string, string>();
  for (const { field, name } of columns) {
    const [was, is] = [had, has].map((types) => types.get(columnName(field)));
    if (was === undefined || field === product.key) continue;
    // Values of another type are the same when they print the same.
    const as = was === is ? "" : "::text";
    differs.set(field, `old.${name}${as} is distinct from new.${name}${as}`);
  }
  const both = `old.${key} is not null and new.${key} is not null`;
  return {
    from: `from ${before.rows} old full join ${after.rows} new on old.${key} = new.${key}`,
    isAdded: `old.${key} is null`,
    isGone: `new.${key} is null`,
    isChanged: `(${both} and (${["false", ...differs.values()].join(" or ")}))`,
    differs,
    addedFields: columns.map(({ field }) => field).filter((field) => !had.has(columnName(field))),
  };
}

/** The columns of a table, unquoted, with their types. */
export async function columnTypes(
  connection: Queryable,
  table: string,
): Promise<ReadonlyMap<string, string>> {
  const found = await connection.query({
    text: `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
           where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    values: [table],
  });
  return new Map(found.map((row) => [row["name"] ?? "", row["type"] ?? ""]));
}
