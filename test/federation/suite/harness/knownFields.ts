import {
  type DirectiveNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  Kind,
  parse,
  type SelectionNode,
  valueFromASTUntyped,
} from "graphql";

/** The fields that a directive names, as of `@key(fields: "id owner { id }")`. */
export function fieldSet({ arguments: given = [] }: DirectiveNode): readonly SelectionNode[] {
  const fields = given.find(({ name }) => name.value === "fields");
  const [definition] = parse(`{ ${String(fields && valueFromASTUntyped(fields.value))} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError("a directive names no fields");
  return definition.selectionSet.selections;
}

/** The field sets of the keys of a type in its subgraph. */
export function keysOf(
  type: GraphQLObjectType | GraphQLInterfaceType,
): readonly (readonly SelectionNode[])[] {
  return typeDirectives(type)
    .filter(({ name }) => name.value === "key")
    .map(fieldSet);
}

/** Whether a subgraph answers a field of a type itself: it is not marked as another's. */
export function isOwnField(type: GraphQLObjectType, field: string): boolean {
  const node = type.getFields()[field]?.astNode;
  if (node === undefined || node === null) return false;
  const all = [...(node.directives ?? []), ...typeDirectives(type)];
  return !all.some(({ name }) => name.value === "external");
}

function typeDirectives({
  astNode,
  extensionASTNodes,
}: GraphQLObjectType | GraphQLInterfaceType): readonly DirectiveNode[] {
  return [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
}
