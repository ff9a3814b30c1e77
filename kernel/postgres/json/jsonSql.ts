import { assertNever } from "../../assertNever.ts";
import { plainJsonSql } from "../../envelope/index.ts";
import { columnName, type FieldDescriptor } from "../../product/index.ts";
import { isSealed } from "../columns/index.ts";
import { identifier, literal } from "../identifier.ts";

/** Whether PostgreSQL can write the values of a field as our scalars do: lists, and what is told of a person, it cannot. */
export const isWritable = ({ type, classification }: FieldDescriptor): boolean =>
  type.name !== "list" && classification !== "personal";

/**
 * The JSON of a field's value as text, over a column of its name; the very bytes that decoding, our scalars and
 * JSON.stringify make of it. SQL's null stands for a value it does not write, and for null where that is not allowed.
 */
export function jsonSql(field: FieldDescriptor, nullable: boolean): string {
  const column = identifier(columnName(field.name));
  const written = isSealed(field) ? plainJsonSql(column) : plainSql(field, column);
  return nullable ? `case when ${column} is null then 'null' else ${written} end` : written;
}

function plainSql({ type }: FieldDescriptor, column: string): string {
  switch (type.name) {
    case "id":
    case "text":
      return textSql(column);
    case "enum":
      return type.open
        ? textSql(column)
        : `case when ${column} in (${type.values.map(literal).join(", ")}) then ${quoted(column)} end`;
    case "int":
    case "boolean":
      return `${column}::text`;
    case "float":
      return floatSql(column);
    case "bigint":
    case "decimal":
    case "date":
      return quoted(`${column}::text`);
    case "timestamp":
      return timeSql(column);
    case "list":
      throw new TypeError("a list is not written");
    default:
      return assertNever(type);
  }
}

/** As to_json, which looks up the type of its argument for each row. */
const textSql = (column: string): string => `json_scalar(${column})::text`;

const quoted = (text: string): string => `'"' || ${text} || '"'`;

/** PostgreSQL and JavaScript print the shortest digits; beyond these bounds one of them takes to exponents. */
const floatSql = (column: string): string =>
  `case when ${column} = 0 then '0' when abs(${column}) >= 1e-4 and abs(${column}) < 1e15 then ${column}::text end`;

/** Years of four digits, to the millisecond. */
const timeSql = (column: string): string =>
  `case when ${column} >= '1000-01-01T00:00:00Z' and ${column} < '9999-12-31T00:00:00Z'
    then to_char(${column} at time zone 'UTC', '"\\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\\""') end`;
