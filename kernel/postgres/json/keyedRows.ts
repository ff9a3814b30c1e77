import { columnName } from "../../product/index.ts";
import { parameterType } from "../columns/index.ts";
import type { Statement, TextRow } from "../database.ts";
import { identifier } from "../identifier.ts";
import { parameters } from "../read/parameters.ts";
import type { ReadTable } from "../read/readTable.ts";
import type { OpenSource } from "../read/rowSource.ts";
import { unseenLength } from "./unseenLength.ts";
import { type RowShape, shapeFields } from "./rowShape.ts";
import { shapeSql } from "./shapeSql.ts";

/** The rows with these keys in their stored form: what each is written as, and its key. */
export function keyedStatement(
  table: ReadTable,
  shape: RowShape,
  keys: readonly string[],
  open: OpenSource,
): Statement {
  const given = parameters();
  const type = `${parameterType(table.key)}[]`;
  const listed = unseenLength(given.add(keys, type), type);
  const { before, parts } = open(given);
  const key = identifier(columnName(table.key.name));
  const names = [...new Set([table.key.name, ...shapeFields(shape)])];
  const selects = parts.map(
    ({ relation, only }) =>
      `select ${table.columns(names)} from ${relation} where ${table.value(table.key.name)} = any(${listed})${only}`,
  );
  const text = `${before}select ${key} as key, ${shapeSql({ table }, shape)} as json from (${selects.join(" union all ")}) p`;
  return { text, values: given.values };
}

/** What was written, by stored key; undefined when a row was not. */
export function keyedRows(printed: readonly TextRow[]): ReadonlyMap<string, string> | undefined {
  const rows = new Map<string, string>();
  for (const { key, json } of printed) {
    if (typeof key !== "string" || typeof json !== "string") return undefined;
    rows.set(key, json);
  }
  return rows;
}
