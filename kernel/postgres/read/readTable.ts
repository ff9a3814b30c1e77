import { columnName, type FieldDescriptor, type ProductDescriptor, type Row } from "../../product/index.ts";
import type { TextRow } from "../database.ts";
import { decode, parameterType } from "../columns/index.ts";
import { identifier } from "../identifier.ts";

/** A product's relation in the words of SQL. Identifiers come from the declaration and are quoted. */
export interface ReadTable {
  readonly relation: string;
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
  const value = (name: string): string =>
    stored(name) ? identifier(columnName(name)) : `null::${parameterType(field(name))}`;
  return {
    relation: `${identifier(schema)}.${identifier(product.relation)}`,
    key: field(product.key),
    field,
    value,
    columns: (names) => names.map((name) => selected(value(field(name).name), columnName(name))).join(", "),
    decoder: (names) => rowDecoder(names.map(field)),
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
