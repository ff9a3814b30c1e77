import { columnName } from "../../product/names.ts";
import { countOf, sumOf, timeOf } from "../../product/remembered.ts";
import { identifier } from "../identifier.ts";
import type { FieldPlan, FoldPlan } from "./foldPlan.ts";

/** The columns of what folds remember, in the order of the row's table, with the field and the part of it they are. */
export function stateColumns(
  plan: FoldPlan,
): readonly (readonly [column: string, field: FieldPlan, part: "at" | "sum" | "count"])[] {
  const fields = new Map(plan.fields.map((field) => [field.field, field]));
  return Object.keys(plan.product.remembered).map((name) => {
    const field = [...fields.values()].find((each) => partOf(each.field, name) !== undefined);
    const part = field && partOf(field.field, name);
    if (field === undefined || part === undefined) throw new TypeError(`${name} is remembered for no field`);
    return [identifier(columnName(name)), field, part];
  });
}

function partOf(field: string, name: string): "at" | "sum" | "count" | undefined {
  if (name === timeOf(field)) return "at";
  if (name === sumOf(field)) return "sum";
  return name === countOf(field) ? "count" : undefined;
}
