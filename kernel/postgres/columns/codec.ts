import { open, seal } from "../../envelope/index.ts";
import { isoTime } from "../../isoTime.ts";
import type { FieldType } from "../../product/field.ts";
import { checkValue } from "../../product/checkValue.ts";
import { isSealed, type StoredField } from "./storedForm.ts";

/**
 * A value as the text of an SQL parameter, or null. Personal values and identifiers become envelopes.
 * Throws MeshError BAD_USER_INPUT naming `where` when the value is none of the field's type.
 */
export function encode(field: StoredField, value: unknown, where: string): string | null {
  if (value === null || value === undefined) return null;
  checkValue(field.type, value, where);
  return storedText(field, value);
}

/** The same for a value that was checked before, as those of rows are. */
export function storedText(field: StoredField, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (isSealed(field)) return seal(value as string);
  return field.type.name === "list" ? JSON.stringify(value) : String(value as string | number | boolean);
}

/** A value from the text PostgreSQL prints for its column. */
export function decode(field: StoredField, text: string | null): unknown {
  if (text === null) return null;
  return isSealed(field) ? open(text) : decodePlain(field.type, text);
}

function decodePlain(type: FieldType, text: string): unknown {
  switch (type.name) {
    case "int":
    case "float":
      return Number(text);
    case "boolean":
      return text === "t" || text === "true";
    case "timestamp":
      return isoTime(text);
    case "list":
      return JSON.parse(text) as unknown;
    default:
      return text;
  }
}
