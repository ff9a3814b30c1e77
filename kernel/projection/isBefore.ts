import { unitsOf } from "../decimal.ts";
import type { FieldType } from "../product/field.ts";

/** Whether one value of a field's type comes before another; text bytewise, as the database compares it. */
export function isBefore(type: FieldType, value: unknown, other: unknown): boolean {
  switch (type.name) {
    case "int":
    case "float":
      return (value as number) < (other as number);
    case "bigint":
    case "decimal": {
      const scale = type.name === "decimal" ? type.scale : 0;
      return (unitsOf(value, scale) ?? 0n) < (unitsOf(other, scale) ?? 0n);
    }
    case "date":
    case "timestamp":
      return (value as string) < (other as string);
    default:
      return Buffer.compare(Buffer.from(String(value)), Buffer.from(String(other))) < 0;
  }
}
