import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionNode,
} from "graphql";

/**
 * The error of a subscription whose field depends on a condition, which is not valid (GraphQL, 5.2.4.1). graphql-js does
 * not look for it, and fails at a condition that is a variable; so this is to be asked before it validates, of documents
 * that need not be valid.
 */
export function conditionalSubscription(document: DocumentNode): GraphQLError | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  for (const each of document.definitions) {
    if (each.kind !== Kind.OPERATION_DEFINITION || each.operation !== OperationTypeNode.SUBSCRIPTION)
      continue;
    const condition = conditionAmong(each.selectionSet.selections, new Map(fragments));
    if (condition !== undefined)
      return new GraphQLError("What is subscribed to cannot depend on a condition.", { nodes: [condition] });
  }
  return undefined;
}

/** Takes each fragment out when it comes to it, so that those that spread one another come to an end. */
function conditionAmong(
  selections: readonly SelectionNode[],
  fragments: Map<string, FragmentDefinitionNode>,
): DirectiveNode | undefined {
  for (const selection of selections) {
    const own = selection.directives?.find(({ name: { value } }) => value === "skip" || value === "include");
    if (own !== undefined) return own;
    if (selection.kind === Kind.FIELD) continue;
    let within: { readonly selectionSet: { readonly selections: readonly SelectionNode[] } } | undefined;
    if (selection.kind === Kind.INLINE_FRAGMENT) within = selection;
    else {
      within = fragments.get(selection.name.value);
      fragments.delete(selection.name.value);
    }
    const below = within && conditionAmong(within.selectionSet.selections, fragments);
    if (below !== undefined) return below;
  }
  return undefined;
}
