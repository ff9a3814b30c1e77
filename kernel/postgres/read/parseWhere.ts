import { MeshError } from "../../errors.ts";
import type { FieldDescriptor, ProductDescriptor } from "../../product/index.ts";
import { checkValue } from "../columns/index.ts";
import { EVERY_ROW, type Condition } from "./condition.ts";
import { operatorsOf, type Operator } from "./operators.ts";

/** How much a filter may ask for: levels of and/or/not, values in one `in`, conditions altogether. */
export const WHERE_LIMITS = Object.freeze({ depth: 10, listed: 1_000, conditions: 500 });

interface Parsing {
  readonly fields: ReadonlyMap<string, FieldDescriptor>;
  conditions: number;
}

/**
 * Reads a filter such as `{ score: { gte: 700 }, or: [...] }`; null and undefined are no filter. Fails with
 * BAD_USER_INPUT, naming the place, for unknown fields and operators, null in place of a value, values that are
 * not of the field's type, and beyond WHERE_LIMITS.
 */
export function parseWhere({ fields }: ProductDescriptor, where: unknown): Condition {
  if (where === null || where === undefined) return EVERY_ROW;
  const parsing = { fields: new Map(fields.map((field) => [field.name, field])), conditions: 0 };
  return parseObject(parsing, where, "where", 1);
}

function parseObject(parsing: Parsing, input: unknown, path: string, depth: number): Condition {
  if (depth > WHERE_LIMITS.depth) throw bad(`where is nested deeper than ${WHERE_LIMITS.depth} levels`);
  return all(
    entriesOf(input, path).map(([name, value]) => parseEntry(parsing, name, value, `${path}.${name}`, depth)),
  );
}

function parseEntry(parsing: Parsing, name: string, value: unknown, path: string, depth: number): Condition {
  const nested = (input: unknown): Condition => parseObject(parsing, input, path, depth + 1);
  switch (name) {
    case "and":
      return { kind: "all", of: listOf(value, path).map(nested) };
    case "or":
      return { kind: "any", of: listOf(value, path).map(nested) };
    case "not":
      return { kind: "not", of: nested(value) };
    default:
      return parseFilter(parsing, name, value, path);
  }
}

function parseFilter(parsing: Parsing, name: string, filter: unknown, path: string): Condition {
  const field = parsing.fields.get(name);
  if (field === undefined) throw bad(`${path} is not a field of this product`);
  const allowed: readonly string[] = operatorsOf(field);
  return all(
    entriesOf(filter, path).map(([operator, value]) => {
      const where = `${path}.${operator}`;
      if (!allowed.includes(operator)) throw bad(`${where} is not a filter of this field`);
      if (value === null || value === undefined) throw bad(`${where} is null: ask with isNull instead`);
      if (++parsing.conditions > WHERE_LIMITS.conditions) {
        throw bad(`where has more than ${WHERE_LIMITS.conditions} conditions`);
      }
      return parseOperator(field, operator as Operator, value, where);
    }),
  );
}

function parseOperator(field: FieldDescriptor, operator: Operator, value: unknown, path: string): Condition {
  switch (operator) {
    case "isNull":
      if (typeof value !== "boolean") throw bad(`${path} is not true or false`);
      return { kind: "isNull", field: field.name, expected: value };
    case "in":
      return { kind: "in", field: field.name, values: parseListed(field, value, path) };
    default:
      checkValue(field.type, value, path);
      return { kind: "compare", field: field.name, comparison: operator, value };
  }
}

function parseListed(field: FieldDescriptor, value: unknown, path: string): readonly unknown[] {
  const values = listOf(value, path);
  if (values.length > WHERE_LIMITS.listed) {
    throw bad(`${path} lists ${values.length} values: at most ${WHERE_LIMITS.listed}`);
  }
  for (const [index, each] of values.entries()) checkValue(field.type, each, `${path}[${index}]`);
  return values;
}

function entriesOf(input: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (input === null || input === undefined) throw bad(`${path} is null: leave it out, or ask with isNull`);
  if (typeof input !== "object" || Array.isArray(input)) throw bad(`${path} is not an object`);
  return Object.entries(input).filter(([, value]) => value !== undefined);
}

function listOf(input: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(input)) throw bad(`${path} is not a list`);
  return input;
}

const all = (parts: readonly Condition[]): Condition =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "all", of: parts };

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
