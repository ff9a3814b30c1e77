import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import type { Queryable } from "../database.ts";
import { columnsOf, keyColumn } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";
import { storedColumns } from "./compareGenerations.ts";
import type { Shadow } from "./shadow.ts";

/** The input that row versions name which a rebuild made. */
export const REBUILD_INPUT = "rebuild";

/** How many rows of one generation are not those of another: changed, new or gone. */
export async function countDifferences(
  connection: Queryable,
  product: DataProduct,
  before: GenerationNames,
  after: GenerationNames,
): Promise<number> {
  const columns = await knownColumns(connection, product, before);
  const [row] = await connection.query({
    text: `select count(*) as count ${differing(product, before, after, columns)}`,
  });
  return Number(row?.["count"]);
}

/** The fields, by name, in which rows of both generations differ; a field only the later one has is one of them. */
export async function changedFieldsOf(
  connection: Queryable,
  product: DataProduct,
  before: GenerationNames,
  after: GenerationNames,
): Promise<readonly string[]> {
  const known = await knownColumns(connection, product, before);
  const key = keyColumn(product).name;
  const fields = columnsOf(product.fields);
  const compared = fields.filter(({ name, field }) => known.has(name) && field !== product.key);
  const added = fields.filter(({ name }) => !known.has(name)).map(({ field }) => field);
  if (compared.length === 0) return added;
  const sums = compared.map(
    ({ name }, index) => `coalesce(bool_or(old.${name} is distinct from new.${name}), false) as c${index}`,
  );
  const [row] = await connection.query({
    text: `select ${sums.join(", ")} from ${before.rows} old join ${after.rows} new on old.${key} = new.${key}`,
  });
  return [...compared.filter((_, index) => row?.[`c${index}`] === "t").map(({ field }) => field), ...added];
}

/**
 * Tells what differs between the live rows and a shadow's as row versions after a position, in the order of their
 * keys. Answers how many there are.
 */
export async function appendDifferences(
  connection: Queryable,
  product: DataProduct,
  before: GenerationNames,
  { tables, generation }: Shadow,
  after: number,
): Promise<number> {
  const known = await knownColumns(connection, product, before);
  const key = keyColumn(product).name;
  const columns = columnsOf(product.fields).map(({ name }) => name);
  const values = columns.map((name) => (name === key ? `coalesce(new.${key}, old.${key})` : `new.${name}`));
  const added = columns.some((name) => !known.has(name));
  const rows = await connection.query({
    text: `insert into ${tables.history} (position, removed, input, input_position, ${columns.join(", ")})
           select $1::bigint + row_number() over (order by coalesce(new.${key}, old.${key})),
             new.${key} is null, '${REBUILD_INPUT}', $2::bigint, ${values.join(", ")}
           ${differing(product, before, tables, known, added)}
           returning 1 as told`,
    values: [after, generation],
  });
  return rows.length;
}

/** Rows of two generations that differ in a column both have; with `all`, every row of the later one too. */
function differing(
  product: DataProduct,
  before: GenerationNames,
  after: GenerationNames,
  known: ReadonlySet<string>,
  all = false,
): string {
  const key = keyColumn(product).name;
  const columns = columnsOf(product.fields)
    .map(({ name }) => name)
    .filter((name) => known.has(name) && name !== key);
  const distinct = columns.map((name) => `old.${name} is distinct from new.${name}`);
  const differs = [`old.${key} is null`, `new.${key} is null`, ...distinct, ...(all ? ["true"] : [])];
  return `from ${before.rows} old full join ${after.rows} new on old.${key} = new.${key}
          where ${differs.join(" or ")}`;
}

/** The declared columns, quoted, that a generation's rows have. */
async function knownColumns(
  connection: Queryable,
  product: DataProduct,
  tables: GenerationNames,
): Promise<ReadonlySet<string>> {
  const names = await storedColumns({ connection, tables });
  return new Set(
    columnsOf(product.fields)
      .filter(({ field }) => names.has(columnName(field)))
      .map(({ name }) => name),
  );
}
