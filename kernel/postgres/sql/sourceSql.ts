import { ENVELOPE_PATTERN, seal } from "../../envelope/index.ts";
import type { Aggregate, Source } from "../../product/aggregate.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import type { FieldType } from "../../product/field.ts";
import type { FoldInput } from "../../product/input.ts";
import { type PayloadType, payloadType } from "../../product/payloadType.ts";
import { isSealed, type StoredField } from "../columns/index.ts";
import { literal } from "../identifier.ts";
import { type Column, keyColumn } from "../products/columnsOf.ts";

/** Why something cannot be left to the database; it is folded by the kernel then. */
export class NotInSql extends Error {}

/**
 * Stands in an expression where the alias of the log's row goes, so that one expression serves every place the log is
 * read in. No text of PostgreSQL holds it.
 */
export const ROW = "\u0000";

/** The expression for the log's row under an alias. */
export const ofRow = (expression: string, alias: string): string => expression.replaceAll(ROW, alias);

/** A source as SQL over the columns of a log: its value, in the type of its field's column, and whether it is there. */
export interface SourceSql {
  readonly value: string;
  /** A condition; undefined when every event has the value. */
  readonly present?: string;
}

/** A value that fails, so that events that are not as declared are left to the kernel, which quarantines them. */
const FAILS = `(1 / (${ROW}.seq_id - ${ROW}.seq_id))`;

/** The key of the rows a fold concerns, in its stored form; null where an event names none. */
export function keySql(product: DataProduct, fold: FoldInput): string {
  const type = payloadType(fold.event, fold.key);
  const key = keyColumn(product);
  if (type?.type !== "string" || isSealed(key.stored) !== (type.protection !== undefined)) {
    throw new NotInSql(`the key "${fold.key}" is not stored as the event holds it`);
  }
  const empty = literal(type.protection === undefined ? "" : seal(""));
  const value = `nullif(${textAt(fold.key)}, ${empty}) collate "C"`;
  // Where every event has a key, one without is not as it was declared.
  const named = type.always ? `coalesce(${value}, ${FAILS}::text)` : value;
  return `case when ${ROW}.event_version = ${fold.event.version} then ${named} else ${FAILS}::text end`;
}

/** A source's value for an aggregate of a field. Throws NotInSql on values that SQL would read otherwise. */
export function sourceSql(fold: FoldInput, aggregate: Aggregate, column: Column): SourceSql {
  if (aggregate.of === null) return { value: "true" };
  if (typeof aggregate.of !== "string") return { value: partSql(aggregate.of, aggregate, column) };
  const type = payloadType(fold.event, aggregate.of);
  if (type === undefined) throw new TypeError(`no ${aggregate.of} in ${fold.of.join(", ")}`);
  const value = valueSql(aggregate.of, type, aggregate, column);
  if (type.always) return { value };
  // Null is a value for what is newest and none for everything else.
  const there = `${jsonAt(aggregate.of)} is not null`;
  const isNull = `${jsonAt(aggregate.of)} = 'null'::jsonb`;
  if (aggregate.kind === "latest" && !type.nullable) return { value, present: there };
  const nullable = `case when ${isNull} then null else ${value} end`;
  return {
    value: nullable,
    present: aggregate.kind === "latest" ? there : `(${there} and ${isNull} is not true)`,
  };
}

function partSql(source: Exclude<Source, string>, { kind }: Aggregate, { stored }: Column): string {
  if (kind === "count") return "true";
  if (kind === "countDistinct") throw new NotInSql("a time is counted by its text");
  if (isSealed(stored)) throw new NotInSql("a part of the event is not stored sealed");
  if (source.part === "type") return `${ROW}.event_type`;
  if (stored.type.name !== "timestamp") throw new NotInSql("a time is stored as text");
  return source.part === "occurredAt" ? `${ROW}.occurred_at` : `${ROW}.recorded_at`;
}

function valueSql(path: string, type: PayloadType, { kind }: Aggregate, { field, stored }: Column): string {
  if (kind === "count") return "true";
  if (kind === "countDistinct") return memberSql(path, type, field);
  if (isSealed(stored)) return envelopeSql(path, type, stored);
  if (kind === "sum" || kind === "average") return numberSql(path, type, stored.type);
  // In the form that sums take, so that a sum and a maximum of the same part read it once.
  if ((kind === "min" || kind === "max") && type.type === "integer" && stored.type.name === "int") {
    return wholeSql(path);
  }
  return plainSql(path, type, stored.type);
}

/** How a member is named: what `memberOf` (kernel/projection) makes of it. */
function memberSql(path: string, type: PayloadType, field: string): string {
  if (type.type !== "string") throw new NotInSql(`${path} is counted by its text`);
  return `${literal(`${field}=`)} || ${textAt(path)}`;
}

const CARRIED: ReadonlySet<FieldType["name"]> = new Set(["id", "text", "date", "enum", "int", "boolean"]);

/** A personal value is carried in its envelope, unopened. */
function envelopeSql(path: string, type: PayloadType, { type: { name } }: StoredField): string {
  if (type.protection === undefined || !CARRIED.has(name)) {
    throw new NotInSql(`${path} is not stored as the event holds it`);
  }
  return matching(textAt(path), ENVELOPE_PATTERN, (value) => `${value} collate "C"`, "text");
}

/** A whole number; by its text, since the cast from JSON itself rounds what is none. */
const wholeSql = (path: string): string => `(${jsonAt(path)})::text::bigint`;

/** A number to be added up; of a decimal field, with no more digits than its scale. */
function numberSql(path: string, type: PayloadType, field: FieldType): string {
  const scale = field.name === "decimal" ? field.scale : 0;
  if (type.type === "integer") return wholeSql(path);
  if (type.type !== "string") throw new NotInSql(`${path} is neither a whole number nor a decimal text`);
  return matched(path, scale === 0 ? "^-?[0-9]+$" : `^-?[0-9]+([.][0-9]{1,${scale}})?$`, "numeric");
}

/** Each pair of a payload's type and a field's that both sides read alike. */
function plainSql(path: string, type: PayloadType, field: FieldType): string {
  switch (`${type.type} ${field.name}`) {
    case "string id":
    case "string text":
      return `${textAt(path)} collate "C"`;
    case "string enum":
      return enumSql(path, type, field);
    case "string date":
      if (type.format !== "date") break;
      return `(${textAt(path)})::date`;
    case "string decimal":
      return matched(path, decimalPattern(field), decimalType(field));
    case "string bigint":
      return matched(path, "^-?[0-9]{1,19}$", "bigint");
    case "integer int":
      return `(${jsonAt(path)})::text::integer`;
    case "integer float":
    case "number float":
      return `(${jsonAt(path)})::text::double precision`;
    case "boolean boolean":
      return `(${jsonAt(path)})::boolean`;
  }
  throw new NotInSql(`${path} is read otherwise by SQL`);
}

function enumSql(path: string, type: PayloadType, field: FieldType): string {
  const values = field.name === "enum" ? field.values : [];
  if (type.enum?.every((value) => values.includes(String(value))) !== true) {
    throw new NotInSql(`${path} may be none of the field's values`);
  }
  return `${textAt(path)} collate "C"`;
}

const decimalPattern = (field: FieldType): string => {
  if (field.name !== "decimal") throw new TypeError("not a decimal");
  return field.scale === 0 ? "^-?[0-9]+$" : `^-?[0-9]+([.][0-9]{1,${field.scale}})?$`;
};
const decimalType = (field: FieldType): string =>
  field.name === "decimal" ? `numeric(${field.precision}, ${field.scale})` : "numeric";

/** A text that is a number by a pattern, cast. */
const matched = (path: string, pattern: string, type: string): string =>
  matching(textAt(path), pattern, (value) => `(${value})::${type}`, type);

/** What becomes of a text that matches a pattern; null stays null, any other text fails. */
function matching(text: string, pattern: string, then: (value: string) => string, type: string): string {
  return `case when ${text} ~ ${literal(pattern)} then ${then(text)} when ${text} is not null then ${FAILS}::${type} end`;
}

const jsonAt = (path: string): string => at(path, "->", "#>");
const textAt = (path: string): string => at(path, "->>", "#>>");

function at(path: string, one: string, many: string): string {
  const names = path.split(".");
  if (!names.every((name) => /^\w+$/.test(name))) throw new NotInSql(`"${path}" is no plain path`);
  return names.length === 1
    ? `(${ROW}.data ${one} ${literal(path)})`
    : `(${ROW}.data ${many} ${literal(`{${names.join(",")}}`)})`;
}
