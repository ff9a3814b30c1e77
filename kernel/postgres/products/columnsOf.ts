import type { DataProduct, Fields } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import { parameterType, sqlType, type StoredField } from "../columns/index.ts";
import { identifier } from "../identifier.ts";

/** A field's column. */
export interface Column {
  readonly field: string;
  /** Quoted. */
  readonly name: string;
  readonly sqlType: string;
  readonly parameterType: string;
  readonly stored: StoredField;
}

/** The columns of fields, in the order of their declaration. */
export function columnsOf(fields: Fields): readonly Column[] {
  return Object.entries(fields).map(([field, { spec }]) => ({
    field,
    name: identifier(columnName(field)),
    sqlType: sqlType(spec),
    parameterType: parameterType(spec),
    stored: spec,
  }));
}

/** The columns of a row's table: the fields, and what declarative folds remember beside them. */
export const rowColumnsOf = (product: DataProduct): readonly Column[] =>
  columnsOf({ ...product.fields, ...product.remembered });

/** The column of the product's key. Throws TypeError on a product without one, which cannot be declared. */
export function keyColumn(product: DataProduct): Column {
  const column = columnsOf(product.fields).find((each) => each.field === product.key);
  if (column === undefined) throw new TypeError(`${product.name} has no key`);
  return column;
}
