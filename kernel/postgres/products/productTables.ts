import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName, relationName } from "../../product/names.ts";
import { identifier } from "../identifier.ts";
import { columnsOf, keyColumn, rowColumnsOf } from "./columnsOf.ts";
import { type GenerationNames, generationNames } from "./productNames.ts";

/**
 * Column of a row's table, and of no view: the position, in the log of the product's context, of the last event that
 * concerned the row. No field's column has two underscores in a row.
 */
export const LAST_EVENT = "last__event";

/** Column of the cuts: the log position up to which that commit removed what was past its retention, else null. */
export const RETAINED_TO = "retained_to";

/** Column of the cuts: the position up to which the history may lack superseded versions after that commit, else null. */
export const HISTORY_FLOOR = "history_floor";

/** The statements that make the tables of a product's generation, to be run in one transaction. */
export const productTables = (
  context: string,
  product: DataProduct,
  generation: number,
): readonly string[] => [
  ...bareTables(context, product, generation),
  ...tableKeys(context, product, generation),
];

/** The same without keys and indexes, which are cheaper to make once the rows are there (`tableKeys`). */
export function bareTables(context: string, product: DataProduct, generation: number): readonly string[] {
  const tables = generationNames(context, product.name, product.major, generation);
  return [
    rowsTable(product, tables),
    historyTable(product, tables),
    `create table ${tables.cuts} (
       cut bigint primary key, position bigint not null, inputs jsonb not null,
       committed_at timestamptz(3) not null default clock_timestamp(), ${RETAINED_TO} bigint,
       ${HISTORY_FLOOR} bigint)`,
    `create index on ${tables.cuts} (position)`,
    floorIndex(product, generation, tables),
    `create table ${tables.members} (
       key text collate "C" not null, member text collate "C" not null)`,
  ];
}

/** The keys and indexes of a generation's tables. */
export function tableKeys(context: string, product: DataProduct, generation: number): readonly string[] {
  const tables = generationNames(context, product.name, product.major, generation);
  const key = keyColumn(product).name;
  return [
    `alter table ${tables.rows} add primary key (${key})`,
    ...rowIndexes(context, product, generation),
    `alter table ${tables.history} add primary key (position)`,
    `create index on ${tables.history} (${key}, position desc)`,
    `alter table ${tables.members} add primary key (key, member)`,
  ];
}

/**
 * Brings tables of an earlier release to the present form: rows that do not know their last event find it in the
 * history. Idempotent.
 */
export function productUpgrades(
  context: string,
  product: DataProduct,
  generation: number,
): readonly string[] {
  const tables = generationNames(context, product.name, product.major, generation);
  const key = keyColumn(product).name;
  return [
    `alter table ${tables.cuts} add column if not exists ${RETAINED_TO} bigint,
       add column if not exists ${HISTORY_FLOOR} bigint`,
    floorIndex(product, generation, tables),
    `alter table ${tables.rows} add column if not exists ${LAST_EVENT} bigint`,
    `update ${tables.rows} as live set ${LAST_EVENT} = known.position
     from (select ${key} as key, max(input_position) as position from ${tables.history}
           where input = 'events' group by ${key}) known
     where live.${LAST_EVENT} is null and live.${key} = known.key`,
  ];
}

/** Few commits raise the floor, and every read of a cut asks for the highest. */
function floorIndex({ name, major }: DataProduct, generation: number, { cuts }: GenerationNames): string {
  const index = identifier(`${`${relationName(name, major)}_g${generation}`.slice(0, 50)}_floor`);
  return `create index if not exists ${index} on ${cuts} (${HISTORY_FLOOR}) where ${HISTORY_FLOOR} is not null`;
}

function rowsTable(product: DataProduct, tables: GenerationNames): string {
  const columns = rowColumnsOf(product).map((column) => {
    const required = product.fields[column.field]?.spec.optional === false ? " not null" : "";
    return `${column.name} ${column.sqlType}${required}`;
  });
  return `create table ${tables.rows} (${columns.join(", ")}, ${LAST_EVENT} bigint)`;
}

/**
 * An index for each field that is declared indexed or joins rows to an upstream, with the key to page by it.
 * Idempotent, since an index may be declared later than its table.
 */
export function rowIndexes(context: string, product: DataProduct, generation: number): readonly string[] {
  const tables = generationNames(context, product.name, product.major, generation);
  const joined = product.from.flatMap((input) => (input.kind === "join" ? [input.by] : []));
  const declared = Object.keys(product.fields).filter(
    (field) => product.fields[field]?.spec.indexed === true,
  );
  const fields = [...new Set([...joined, ...declared])].filter((field) => field !== product.key);
  const prefix = `${relationName(product.name, product.major)}_g${generation}`;
  return fields.map((field) => {
    const column = columnName(field);
    const name = identifier(`${prefix}_${column}`.slice(0, 60));
    return `create index if not exists ${name} on ${tables.rows} (${identifier(column)}, ${keyColumn(product).name})`;
  });
}

/** One row version per input event that changed the row; of a removed row only the key is told. */
function historyTable(product: DataProduct, tables: GenerationNames): string {
  const columns = columnsOf(product.fields).map((column) => `${column.name} ${column.sqlType}`);
  return `create table ${tables.history} (
    position bigint not null, removed boolean not null, input text not null, input_position bigint not null,
    ${columns.join(", ")})`;
}
