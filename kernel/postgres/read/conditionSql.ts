import { assertNever } from "../../assertNever.ts";
import { encode, parameterType } from "../columns/index.ts";
import type { Comparison, Condition } from "./condition.ts";
import type { Parameters } from "./parameters.ts";
import type { ReadTable } from "./readTable.ts";

// `^@` is starts_with: it knows no wildcards, so there is nothing to escape.
const COMPARISONS: Readonly<Record<Comparison, string>> = {
  eq: "=",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  startsWith: "^@",
};

/** The condition as a boolean SQL expression, its values appended to `parameters`. */
export function conditionSql(table: ReadTable, condition: Condition, parameters: Parameters): string {
  const nested = (inner: Condition): string => conditionSql(table, inner, parameters);
  switch (condition.kind) {
    case "all":
      return condition.of.length === 0 ? "true" : `(${condition.of.map(nested).join(" and ")})`;
    case "any":
      return condition.of.length === 0 ? "false" : `(${condition.of.map(nested).join(" or ")})`;
    case "not":
      // Not `not (...)`: that would also leave out the rows for which the comparison is unknown.
      return `(${nested(condition.of)} is not true)`;
    case "isNull":
      return `${table.value(condition.field)} is ${condition.expected ? "" : "not "}null`;
    case "compare":
    case "in":
      return comparison(table, condition, parameters);
    default:
      return assertNever(condition);
  }
}

function comparison(
  table: ReadTable,
  condition: Extract<Condition, { kind: "compare" | "in" }>,
  parameters: Parameters,
): string {
  const field = table.field(condition.field);
  const [column, type] = [table.value(field.name), parameterType(field)];
  const stored = (value: unknown): string | null => encode(field, value, field.name);
  if (condition.kind === "in") {
    return `${column} = any(${parameters.add(condition.values.map(stored), `${type}[]`)})`;
  }
  return `${column} ${COMPARISONS[condition.comparison]} ${parameters.add(stored(condition.value), type)}`;
}
