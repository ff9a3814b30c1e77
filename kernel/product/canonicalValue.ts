import type { FieldType } from "./field.ts";

/**
 * The one form of a valid value, equal to what the database answers for it, so that equal values compare equal
 * wherever they come from: decimals have all the digits of their scale, whole numbers no leading zeros.
 */
export function canonicalValue(type: FieldType, value: unknown): unknown {
  switch (type.name) {
    case "decimal":
      return canonicalDecimal(value as string, type.scale);
    case "bigint":
      return BigInt(value as string).toString();
    case "float":
      return (value as number) + 0;
    case "list":
      return (value as readonly unknown[]).map((each) => canonicalValue(type.of, each));
    default:
      return value;
  }
}

function canonicalDecimal(value: string, scale: number): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)0*(\d+?)(?:\.(\d+))?$/.exec(value) ?? [];
  const digits = scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, "0")}`;
  return /[1-9]/.test(digits) ? sign + digits : digits;
}
