import { literal } from "../identifier.ts";
import type { FieldPlan, FieldSource, FoldPlan } from "./foldPlan.ts";
import { ofRow, ROW } from "./sourceSql.ts";

/** The list of types in a condition. */
export const typesSql = (types: readonly string[]): string => types.map((type) => literal(type)).join(", ");

/** The key an event names, whichever of the folds it belongs to; `row` is the alias of the log's row, here and below. */
export function keyOfEvent({ keys }: FoldPlan, row: string): string {
  const [only] = keys;
  const value = keys.length === 1 && only !== undefined ? only.value : byType(keys);
  return ofRow(value, row);
}

/** A field's value in an event; null where none of its folds takes the event. */
export function valueOfEvent(plan: FoldPlan, field: FieldPlan, row: string): string {
  const [only] = field.sources;
  const isOnly = field.sources.length === 1 && only !== undefined && takesAll(plan, only);
  return ofRow(isOnly ? only.value : byType(field.sources), row);
}

/** Whether an event gives the field a value, as a condition; undefined when every event of the plan does. */
export function presenceInEvent(plan: FoldPlan, field: FieldPlan, row: string): string | undefined {
  const covered = new Set(field.sources.flatMap(({ types }) => types)).size === plan.types.length;
  if (covered && field.sources.every(({ present }) => present === undefined)) return undefined;
  const conditions = field.sources.map((source) => {
    const taken = takesAll(plan, source) ? [] : [`${row}.event_type in (${typesSql(source.types)})`];
    return [...taken, ...(source.present === undefined ? [] : [source.present])].join(" and ");
  });
  return ofRow(`(${conditions.join(" or ")})`, row);
}

const takesAll = (plan: FoldPlan, { types }: FieldSource): boolean => types.length === plan.types.length;

const byType = (
  branches: readonly { readonly types: readonly string[]; readonly value: string }[],
): string => {
  const whens = branches.map(
    ({ types, value }) => `when ${ROW}.event_type in (${typesSql(types)}) then ${value}`,
  );
  return `case ${whens.join(" ")} end`;
};
