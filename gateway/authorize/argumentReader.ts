import {
  type FieldNode,
  getArgumentValues,
  type GraphQLArgument,
  type GraphQLField,
  isNonNullType,
  Kind,
  type ValueNode,
  valueFromAST,
  visit,
} from "graphql";

/** What a field is given as arguments. Variables are the coerced ones. Throws GraphQLError for those that do not fit. */
export type ReadArguments = (variables: Readonly<Record<string, unknown>>) => object;

/** An argument whose value is that of a variable, or always the same. */
type Part =
  | { readonly name: string; readonly variable: string; readonly isRequired: boolean }
  | { readonly name: string; readonly variable: undefined; readonly value: unknown };

/**
 * Compiles reading the arguments of a field, as `getArgumentValues` reads them. Without variables in them they are always
 * the same; variables that are arguments as a whole are taken as they are, and all else is left to `getArgumentValues`.
 */
export function argumentReader(field: GraphQLField<unknown, unknown>, node: FieldNode): ReadArguments {
  const { arguments: given = [] } = node;
  if (!given.some(({ value }) => usesVariables(value))) {
    let known: object | undefined;
    return () => (known ??= Object.freeze(getArgumentValues(field, node)));
  }
  const byGraphql: ReadArguments = (variables) => getArgumentValues(field, node, variables);
  const parts = field.args.flatMap((each) => partsOf(each, valueOf(node, each)));
  return parts.every((each) => each !== undefined) ? reader(parts as Part[], byGraphql) : byGraphql;
}

function reader(parts: readonly Part[], byGraphql: ReadArguments): ReadArguments {
  return (variables) => {
    const args: Record<string, unknown> = {};
    for (const part of parts) {
      const value = part.variable === undefined ? part.value : variables[part.variable];
      if (part.variable !== undefined && (value === undefined || (value === null && part.isRequired)))
        return byGraphql(variables);
      args[part.name] = value;
    }
    return args;
  };
}

const valueOf = ({ arguments: given = [] }: FieldNode, { name }: GraphQLArgument): ValueNode | undefined =>
  given.find((each) => each.name.value === name)?.value;

/** None for an argument that is not there, and undefined for one that takes more to be read. */
function partsOf(
  { name, type, defaultValue }: GraphQLArgument,
  node: ValueNode | undefined,
): readonly (Part | undefined)[] {
  if (name in {}) return [undefined];
  if (node?.kind === Kind.VARIABLE) {
    const variable = node.name.value;
    return [variable in {} ? undefined : { name, variable, isRequired: isNonNullType(type) }];
  }
  if (node !== undefined && usesVariables(node)) return [undefined];
  if (node === undefined && defaultValue === undefined) return isNonNullType(type) ? [undefined] : [];
  const value: unknown = node === undefined ? defaultValue : valueFromAST(node, type);
  // What holds other values could be changed by whoever is given it.
  const isPlain = value !== undefined && (value === null || typeof value !== "object");
  return [isPlain ? { name, variable: undefined, value } : undefined];
}

function usesVariables(node: ValueNode): boolean {
  let found = false;
  visit(node, { [Kind.VARIABLE]: () => void (found = true) });
  return found;
}
