import { columnName, type FieldDescriptor, type ProductDescriptor, type Row } from "../../product/index.ts";
import type { TextRow } from "../database.ts";
import { decode, parameterType } from "../columns/index.ts";
import { identifier, literal } from "../identifier.ts";
import type { ProductCut } from "../../cut/index.ts";
import type { Parameters } from "./parameters.ts";

/** A product's relation in the words of SQL. Identifiers come from the declaration and are quoted. */
export interface ReadTable {
  readonly relation: string;
  /** Its row versions, with `position` and `removed`. */
  readonly history: string;
  /** The journal of its commits. */
  readonly cuts: string;
  /** Columns that the relation holds, quoted. */
  readonly storedColumns: readonly string[];
  /** An expression for the product's present cut as text; null where no checkpoint is kept. */
  readonly standing: string;
  /** A select of the product's present `position` and `revision` as text; no row where no checkpoint is kept. */
  readonly revision: string;
  /** A condition: the history is whole at a cut, and the product has reached its position, generation and epoch. */
  holds(given: Parameters, cut: ProductCut): string;
  readonly key: FieldDescriptor;
  field(name: string): FieldDescriptor;
  /** The value of a field in an expression; null of its type when the relation does not hold it. */
  value(name: string): string;
  /** A select list: the fields under their column names. */
  columns(names: readonly string[]): string;
  /** Turns rows as PostgreSQL prints them into the values of the named fields. */
  decoder(names: readonly string[]): (printed: TextRow) => Row;
}

/** Describes the relation `schema.relation` of a product, of which `stored` tells the fields it holds. */
export function readTable(
  schema: string,
  product: ProductDescriptor,
  stored: (field: string) => boolean,
): ReadTable {
  const fields = new Map(product.fields.map((field) => [field.name, field]));
  const field = (name: string): FieldDescriptor => {
    const found = fields.get(name);
    if (found === undefined) throw new TypeError(`${product.name} has no field "${name}"`);
    return found;
  };
  // Worked out once: every statement is put together of these.
  const values = new Map(
    product.fields.map((each) => [
      each.name,
      stored(each.name) ? identifier(columnName(each.name)) : `null::${parameterType(each)}`,
    ]),
  );
  const value = (name: string): string => values.get(field(name).name) ?? "";
  const selects = new Map([...values].map(([name, each]) => [name, selected(each, columnName(name))]));
  const named = (suffix: string): string =>
    `${identifier(schema)}.${identifier(`${product.relation}${suffix}`)}`;
  return {
    relation: named(""),
    history: named("_history"),
    storedColumns: product.fields
      .filter(({ name }) => stored(name))
      .map(({ name }) => identifier(columnName(name))),
    cuts: named("_cuts"),
    ...standingOf(schema, product, named("_cuts")),
    key: field(product.key),
    field,
    value,
    columns: (names) => names.map((name) => selects.get(field(name).name)).join(", "),
    decoder: (names) => rowDecoder(names.map(field)),
  };
}

/** Sub-selects that are no part of a row, so that PostgreSQL evaluates them once in a statement. */
function standingOf(
  schema: string,
  { name, major }: ProductDescriptor,
  cuts: string,
): Pick<ReadTable, "standing" | "revision" | "holds"> {
  const inSchema = (relation: string): string => `${identifier(schema)}.${identifier(relation)}`;
  return {
    standing: `(select ${inSchema("product_standing")}(${literal(name)}, ${major}))`,
    revision: `select position, format('g%s.c%s.e%s', generation, cut, epoch) as revision
      from ${inSchema("product_positions")} where product = ${literal(name)} and major = ${major}`,
    holds: (given, cut) => {
      const position = given.add(cut.position, "bigint");
      const [generation, epoch] = [given.add(cut.generation, "bigint"), given.add(cut.epoch, "bigint")];
      return `((select ${position} <= position and ${generation} <= generation and ${epoch} <= epoch
          from ${inSchema("product_positions")} where product = ${literal(name)} and major = ${major})
        and (select coalesce(max(history_floor), 0) from ${cuts} where history_floor is not null) <= ${position})`;
    },
  };
}

function rowDecoder(fields: readonly FieldDescriptor[]): (printed: TextRow) => Row {
  const columns = fields.map((field) => ({ field, column: columnName(field.name) }));
  return (printed) => {
    const row: Record<string, unknown> = {};
    for (const { field, column } of columns) row[field.name] = decode(field, printed[column] ?? null);
    return row;
  };
}

const selected = (value: string, column: string): string =>
  value === identifier(column) ? value : `${value} as ${identifier(column)}`;
