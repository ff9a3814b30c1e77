import { Kind, type SelectionNode, valueFromASTUntyped } from "graphql";

/**
 * A selection counts only when the variable has this value: `@include(if: $v)` wants true, `@skip(if: $v)`
 * false.
 */
export interface Condition {
  readonly variable: string;
  readonly wanted: boolean;
}

/** What `@include` and `@skip` say about a selection: it never counts, or counts on these conditions. */
export function conditionsOf(selection: SelectionNode): "never" | readonly Condition[] {
  const conditions: Condition[] = [];
  for (const directive of selection.directives ?? []) {
    const wanted = wantedBy(directive.name.value);
    const value = directive.arguments?.find((argument) => argument.name.value === "if")?.value;
    if (wanted === undefined || value === undefined) continue;
    if (value.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, wanted });
    else if (valueFromASTUntyped(value) !== wanted) return "never";
  }
  return conditions;
}

/**
 * Whether all the conditions hold for the coerced variables, of which those named in conditions are booleans.
 */
export function holds(
  conditions: readonly Condition[],
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return conditions.every(({ variable, wanted }) => variables[variable] === wanted);
}

function wantedBy(directive: string): boolean | undefined {
  if (directive === "include") return true;
  return directive === "skip" ? false : undefined;
}
