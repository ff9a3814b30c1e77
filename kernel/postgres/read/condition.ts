/** How a field is compared with one value. */
export type Comparison = "eq" | "gt" | "gte" | "lt" | "lte" | "startsWith";

/**
 * Which rows are meant, parsed and checked. A comparison with null holds for no row; `not` holds for exactly
 * the rows for which the inner condition does not, so that a condition and its negation together are all rows.
 * `all` of nothing is every row, `any` of nothing is none.
 */
export type Condition =
  | {
      readonly kind: "compare";
      readonly field: string;
      readonly comparison: Comparison;
      readonly value: unknown;
    }
  | { readonly kind: "in"; readonly field: string; readonly values: readonly unknown[] }
  | { readonly kind: "isNull"; readonly field: string; readonly expected: boolean }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

/** Holds for every row. */
export const EVERY_ROW: Condition = { kind: "all", of: [] };

/** The fields a condition looks at. */
export function conditionFields(condition: Condition): ReadonlySet<string> {
  return new Set(fieldsOf(condition));
}

function fieldsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.flatMap(fieldsOf);
    case "not":
      return fieldsOf(condition.of);
    default:
      return [condition.field];
  }
}
