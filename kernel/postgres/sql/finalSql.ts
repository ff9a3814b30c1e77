import type { FieldPlan } from "./foldPlan.ts";

/** A sum as the value of its field. */
export const sumSql = ({ column }: FieldPlan, sum: string): string =>
  `coalesce(${sum}, 0)::${column.parameterType}`;

/** The least or greatest value as the value of its field. */
export const extremeSql = ({ column }: FieldPlan, value: string): string =>
  column.stored.type.name === "int" ? `(${value})::integer` : value;

/** A number of events as the value of its field. */
export const countSql = ({ column }: FieldPlan, number: string): string =>
  `(${number})::${column.parameterType}`;

/**
 * The mean of a sum over a number of values, rounded half away from zero to the scale of its field: in whole numbers
 * throughout, since a quotient of numerics is itself rounded (kernel/decimal.ts).
 */
export function meanSql({ column }: FieldPlan, sum: string, number: string): string {
  const { type } = column.stored;
  const unit = `1${"0".repeat(type.name === "decimal" ? type.scale : 0)}`;
  const rounded = `div(2 * abs(${sum}) * ${unit} + ${number}, 2 * ${number})`;
  return `(sign(${sum}) * ${rounded} / ${unit})::${column.parameterType}`;
}
