import {
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  GraphQLError,
  isLeafType,
  isRequiredArgument,
  Kind,
  parse,
  type SelectionNode,
} from "graphql";

/** A field of an object that a rule is shown the value of. */
export type ValueField = GraphQLField<unknown, unknown>;

/** The fields that a rule's `fragment` asks for, or what is wrong with it. */
export type FragmentFields =
  | { readonly ok: true; readonly fields: readonly ValueField[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a fragment of a rule on a type: `fragment F on Customer { ownerId status }`. Values are those of leaf fields of the
 * very object that the ruled field stands in; anything further away would have to be fetched for a decision on something
 * near.
 */
export function fragmentFields(type: GraphQLObjectType, text: string): FragmentFields {
  const fragment = fragmentOf(text);
  if (fragment === undefined) return problem("is no fragment");
  const on = fragment.typeCondition.name.value;
  if (on !== type.name) return problem(`is on ${on}, not on ${type.name}`);
  const fields: ValueField[] = [];
  for (const selection of fragment.selectionSet.selections) {
    const name = plainName(selection);
    if (name === undefined)
      return problem(
        "holds more than names of fields: aliases, arguments, directives, fields of fields or fragments",
      );
    const field = type.getFields()[name];
    if (field === undefined) return problem(`asks for ${type.name}.${name}, which there is not`);
    if (!isLeafType(getNamedType(field.type)) || field.args.some(isRequiredArgument))
      return problem(`asks for ${type.name}.${name}, which is no plain value`);
    fields.push(field);
  }
  return { ok: true, fields };
}

const problem = (text: string): FragmentFields => ({ ok: false, problem: text });

function fragmentOf(text: string): FragmentDefinitionNode | undefined {
  try {
    const [fragment, ...others] = parse(text, { noLocation: true }).definitions;
    return fragment?.kind === Kind.FRAGMENT_DEFINITION && others.length === 0 ? fragment : undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

function plainName(selection: SelectionNode): string | undefined {
  if (selection.kind !== Kind.FIELD || selection.alias !== undefined || selection.selectionSet !== undefined)
    return undefined;
  const more = [...(selection.arguments ?? []), ...(selection.directives ?? [])];
  return more.length === 0 ? selection.name.value : undefined;
}
