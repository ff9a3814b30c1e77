import type { Classification, FieldType } from "../../product/field.ts";

/** What a column must know of its field. */
export interface StoredField {
  readonly type: FieldType;
  readonly classification: Classification;
}

/** Whether values are stored as envelopes. */
export const isSealed = (field: StoredField): boolean => field.classification !== "internal";

const SQL_TYPES: Readonly<Record<FieldType["name"], string>> = {
  id: `text collate "C"`,
  text: `text collate "C"`,
  int: "integer",
  bigint: "bigint",
  float: "double precision",
  boolean: "boolean",
  date: "date",
  timestamp: "timestamptz(3)",
  decimal: "numeric",
  enum: `text collate "C"`,
  list: "jsonb",
};

/** The column type of a field. Text compares bytewise; envelopes are text. */
export function sqlType(field: StoredField): string {
  if (isSealed(field)) return SQL_TYPES.text;
  const { type } = field;
  return type.name === "decimal" ? `numeric(${type.precision}, ${type.scale})` : SQL_TYPES[type.name];
}

/** The type to cast a text parameter to: `sqlType` without collation. */
export const parameterType = (field: StoredField): string => sqlType(field).replace(` collate "C"`, "");
