import { openSql, plainJsonSql } from "../../envelope/index.ts";
import { columnName } from "../../product/index.ts";
import { isSealed } from "../columns/index.ts";
import { identifier, literal } from "../identifier.ts";
import type { ReadTable } from "../read/readTable.ts";
import { jsonSql } from "./jsonSql.ts";
import type { RowShape, ShapeValue } from "./rowShape.ts";

/** What an object is written of, from the columns of its fields and the key. */
export interface ShapeSource {
  readonly table: ReadTable;
  /** An expression for the JSON in a row's cursor. */
  readonly cursor?: string;
}

/** The JSON of an object as an SQL text; null as soon as one of its members cannot be written. */
export function shapeSql(source: ShapeSource, shape: RowShape): string {
  const members = shape.map(({ name, value }, index) => {
    const before = `${index === 0 ? "{" : ","}${JSON.stringify(name)}:`;
    return value.kind === "constant"
      ? literal(`${before}${value.json}`)
      : `${literal(before)} || ${valueSql(source, value)}`;
  });
  return [...members, "'}'"].join(" || ");
}

function valueSql(source: ShapeSource, value: Exclude<ShapeValue, { kind: "constant" }>): string {
  const { table } = source;
  switch (value.kind) {
    case "field":
      return `(${jsonSql(table.field(value.field), value.nullable)})`;
    case "globalId":
      return globalIdSql(table, value.type);
    case "cursor":
      if (source.cursor === undefined) throw new TypeError("a row that is in no page has no cursor");
      return `'"' || ${base64urlSql(source.cursor)} || '"'`;
    case "object": {
      const written = shapeSql(source, value.shape);
      if (value.by === undefined) return `(${written})`;
      return `(case when ${identifier(columnName(value.by))} is null then 'null' else ${written} end)`;
    }
  }
}

/** As `encodeGlobalId` (kernel/graphql/globalId.ts) makes it of the key. */
function globalIdSql({ key }: ReadTable, type: string): string {
  const column = identifier(columnName(key.name));
  const opened = `case when ${plainJsonSql(column)} is not null then ${openSql(column)} end`;
  const id = base64urlSql(`(${literal(`${type}:`)} || ${isSealed(key) ? opened : column})`);
  return `'"' || ${id} || '"'`;
}

/** PostgreSQL breaks base64 into lines, and knows no base64url. */
const base64urlSql = (text: string): string =>
  `translate(encode(convert_to(${text}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
