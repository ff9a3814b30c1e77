import { assertNever } from "../../../assertNever.ts";
import type { FieldDescriptor, Row } from "../../../product/index.ts";
import { encode } from "../../columns/index.ts";
import type { Condition } from "../condition.ts";
import type { Ordering } from "../ordering.ts";

/**
 * What PostgreSQL is expected to do, said in JavaScript without it: the order of two values of a field that are not
 * null, and which rows a condition holds for.
 */
function compareValues(field: FieldDescriptor, a: unknown, b: unknown): number {
  switch (field.type.name) {
    case "int":
    case "float":
    case "boolean":
      return Number(a) - Number(b);
    case "bigint":
      return sign(BigInt(a as string), BigInt(b as string));
    case "decimal":
      return sign(scaled(a as string), scaled(b as string));
    default:
      // Bytewise, in the stored form: an envelope orders as the text it is.
      return Buffer.compare(bytes(field, a), bytes(field, b));
  }
}

/** Orders two rows: null after every value in ASC, before every value in DESC. */
export function compareRows(ordering: Ordering, a: Row, b: Row): number {
  for (const { field, direction } of ordering) {
    const [left, right] = [a[field.name] ?? null, b[field.name] ?? null];
    const ascending =
      left === null || right === null
        ? Number(left === null) - Number(right === null)
        : compareValues(field, left, right);
    if (ascending !== 0) return direction === "ASC" ? ascending : -ascending;
  }
  return 0;
}

/** Whether the condition holds for the row. */
export function holds(fields: ReadonlyMap<string, FieldDescriptor>, condition: Condition, row: Row): boolean {
  const evaluate = (inner: Condition): boolean => holds(fields, inner, row);
  switch (condition.kind) {
    case "all":
      return condition.of.every(evaluate);
    case "any":
      return condition.of.some(evaluate);
    case "not":
      return !evaluate(condition.of);
    case "isNull":
      return ((row[condition.field] ?? null) === null) === condition.expected;
    case "in":
      return condition.values.some((value) =>
        evaluate({ kind: "compare", field: condition.field, comparison: "eq", value }),
      );
    case "compare":
      return compares(
        fields.get(condition.field) as FieldDescriptor,
        condition,
        row[condition.field] ?? null,
      );
    default:
      return assertNever(condition);
  }
}

function compares(
  field: FieldDescriptor,
  { comparison, value }: Extract<Condition, { kind: "compare" }>,
  stored: unknown,
): boolean {
  if (stored === null) return false;
  if (comparison === "startsWith") return (stored as string).startsWith(value as string);
  const order = compareValues(field, stored, value);
  const answers = { eq: order === 0, gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 };
  return answers[comparison];
}

const sign = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** A decimal text as a whole number of millionths. */
function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole + fraction.padEnd(6, "0"));
  return text.startsWith("-") ? -size : size;
}

const bytes = (field: FieldDescriptor, value: unknown): Buffer =>
  Buffer.from(encode(field, value, field.name) ?? "", "utf8");
