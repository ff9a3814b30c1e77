import { MeshError } from "../errors.ts";
import { isIsoTime } from "../isoTime.ts";
import type { FieldType } from "./field.ts";

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;
const BIG_MAX = 2n ** 63n;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Throws MeshError BAD_USER_INPUT unless the value (not null) is one of the field type, exactly as rows hold it. */
export function checkValue(type: FieldType, value: unknown, where: string): void {
  if (!fits(type, value)) {
    throw new MeshError("BAD_USER_INPUT", `${where} is not ${expected(type)}`);
  }
}

function fits(type: FieldType, value: unknown): boolean {
  switch (type.name) {
    case "id":
    case "text":
      return isText(value);
    case "int":
      return Number.isInteger(value) && (value as number) >= INT_MIN && (value as number) <= INT_MAX;
    case "bigint":
      return typeof value === "string" && /^-?\d{1,19}$/.test(value) && isInt64(BigInt(value));
    case "float":
      return typeof value === "number" && Number.isFinite(value);
    case "boolean":
      return typeof value === "boolean";
    case "date":
      return typeof value === "string" && DATE.test(value) && isDay(value);
    case "timestamp":
      return typeof value === "string" && isIsoTime(value);
    case "decimal":
      return typeof value === "string" && fitsDecimal(value, type.precision, type.scale);
    case "enum":
      return typeof value === "string" && type.values.includes(value);
    case "list":
      return Array.isArray(value) && value.every((each) => fits(type.of, each));
  }
}

/** PostgreSQL text cannot hold U+0000, nor UTF-8 a lone surrogate. */
const isText = (value: unknown): boolean =>
  typeof value === "string" && !value.includes("\u0000") && value.isWellFormed();

const isInt64 = (value: bigint): boolean => value >= -BIG_MAX && value < BIG_MAX;

const isDay = (value: string): boolean => {
  const day = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};

function fitsDecimal(value: string, precision: number, scale: number): boolean {
  const [, whole, fraction = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined) return false;
  const digits = whole.replace(/^0+/, "").length;
  return digits <= precision - scale && fraction.length <= scale;
}

function expected(type: FieldType): string {
  switch (type.name) {
    case "decimal":
      return `a decimal text of at most ${type.precision} digits, ${type.scale} of them after the point`;
    case "enum":
      return `one of ${type.values.join(", ")}`;
    case "list":
      return `a list, each element ${expected(type.of)}`;
    case "date":
      return "a date YYYY-MM-DD";
    case "timestamp":
      return "a timestamp YYYY-MM-DDTHH:MM:SS.sssZ";
    case "int":
      return "a whole number of 32 bits";
    case "bigint":
      return "a text of digits within 64 bits";
    case "float":
      return "a finite number";
    case "boolean":
      return "true or false";
    default:
      return "text without NUL characters";
  }
}
