import { getNamedType, getNullableType, isInputType, isListType, Kind, valueFromASTUntyped } from "graphql";
import type { FieldNode, GraphQLArgument, GraphQLField, ValueNode, VariableDefinitionNode } from "graphql";

/** How many objects a list may hold: a number, or what a variable of the request will say. */
export type ListSize = number | VariableSize;

/** The largest of what variables say; `otherwise` where none says anything. */
export interface VariableSize {
  /** By name, with its default. */
  readonly variables: readonly { readonly name: string; readonly otherwise: number | undefined }[];
  /** What arguments say without a variable. */
  readonly atLeast: number | undefined;
  readonly otherwise: number;
}

const COUNTS: ReadonlySet<string> = new Set(["first", "last", "limit", "take", "pageSize"]);
const KEYS = /^(ids|keys)$|(Ids|Keys)$/;

/** Whether an argument says how many objects come: a count, or a list of the keys of those wanted. */
export function isSizeArgument({ name, type }: GraphQLArgument): boolean {
  if (isListType(getNullableType(type))) return KEYS.test(name);
  return COUNTS.has(name) && isInputType(type) && getNamedType(type).name === "Int";
}

/** How many objects a field asks for by its arguments; `otherwise` where none of them says. */
export function askedSize(
  field: FieldNode,
  { args }: Pick<GraphQLField<unknown, unknown>, "args">,
  definitions: readonly VariableDefinitionNode[],
  otherwise: number,
): ListSize {
  const variables: { name: string; otherwise: number | undefined }[] = [];
  let atLeast: number | undefined;
  for (const arg of args.filter(isSizeArgument)) {
    const given = field.arguments?.find(({ name }) => name.value === arg.name)?.value;
    const byDefault = sizeOf(arg.defaultValue);
    if (given?.kind === Kind.VARIABLE) {
      variables.push({
        name: given.name.value,
        otherwise: defaultOf(given.name.value, definitions) ?? byDefault,
      });
    } else {
      atLeast = largest(atLeast, given === undefined ? byDefault : literalSize(given));
    }
  }
  if (variables.length > 0) return { variables, atLeast, otherwise };
  return atLeast ?? otherwise;
}

/** How many objects that are with the variables of a request. */
export function sizeWith(size: ListSize, variables: Readonly<Record<string, unknown>>): number {
  if (typeof size === "number") return size;
  let most = size.atLeast;
  for (const { name, otherwise } of size.variables) {
    const value = variables[name];
    most = largest(most, value === undefined ? otherwise : sizeOf(value));
  }
  return most ?? size.otherwise;
}

/** A count, the length of a list, or undefined for what says nothing. Fewer than none are none. */
function sizeOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return typeof value === "number" ? Math.min(Math.max(0, value), Number.MAX_SAFE_INTEGER) : undefined;
}

function largest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}

/** A variable inside a list of keys is one of them. */
function literalSize(value: ValueNode): number | undefined {
  return value.kind === Kind.LIST ? value.values.length : sizeOf(valueFromASTUntyped(value));
}

function defaultOf(name: string, definitions: readonly VariableDefinitionNode[]): number | undefined {
  const value = definitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return value && literalSize(value);
}
