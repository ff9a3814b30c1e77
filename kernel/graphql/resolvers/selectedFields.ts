import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
} from "graphql";

/**
 * The names of the fields an operation selects on objects of one type, below the field being resolved and then
 * along `path`; fragments are followed, `@skip` and `@include` evaluated.
 */
export function selectedFields(
  info: GraphQLResolveInfo,
  type: string,
  path: readonly string[] = [],
): ReadonlySet<string> {
  const nodes = path.reduce(
    (parents, name) => selections(info, parents).filter((node) => node.name.value === name),
    info.fieldNodes,
  );
  return new Set(selections(info, nodes, type).map((node) => node.name.value));
}

function selections(
  info: GraphQLResolveInfo,
  parents: readonly FieldNode[],
  type?: string,
): readonly FieldNode[] {
  return parents.flatMap(
    (parent) => parent.selectionSet?.selections.flatMap((each) => fields(info, each, type)) ?? [],
  );
}

function fields(info: GraphQLResolveInfo, selection: SelectionNode, type?: string): readonly FieldNode[] {
  if (!isIncluded(info, selection)) return [];
  if (selection.kind === Kind.FIELD) return [selection];
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value];
  if (fragment === undefined || !applies(info, fragment.typeCondition?.name.value, type)) return [];
  return fragment.selectionSet.selections.flatMap((each) => fields(info, each, type));
}

/** A condition on an interface or union counts as met: reading a column too many is harmless, one too few is not. */
function applies(info: GraphQLResolveInfo, condition: string | undefined, type: string | undefined): boolean {
  if (condition === undefined || type === undefined || condition === type) return true;
  return isAbstractType(info.schema.getType(condition));
}

function isIncluded({ variableValues }: GraphQLResolveInfo, node: SelectionNode): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.["if"] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.["if"] !== false;
}
