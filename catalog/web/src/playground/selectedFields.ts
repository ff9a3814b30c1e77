import {
  getNamedType,
  getOperationAST,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** A field that an operation selects. */
export interface SelectedField {
  /** Where its values are in the answer, without list indices. */
  readonly path: readonly string[];
  /** The type it is a field of. */
  readonly parent: string;
  readonly field: string;
  /** What it answers with, apart from lists and nulls. */
  readonly type: GraphQLNamedType;
}

/** A text with the name of the operation to run, if there are several. */
export interface OperationText {
  readonly query: string;
  readonly operationName?: string;
}

/**
 * The fields an operation selects, those in fragments included, from the outside to the inside; none where the text is
 * not GraphQL. Fields that the schema does not know are left out.
 */
export function selectedFields(
  schema: GraphQLSchema,
  { query, operationName }: OperationText,
): readonly SelectedField[] {
  const document = parsed(query);
  const operation = document && getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return [];
  const walk: Walk = { schema, fragments: fragmentsOf(document) };
  return fieldsIn(operation.selectionSet, { parent: root, path: [], within: [] }, walk);
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface Place {
  readonly parent: GraphQLNamedType;
  readonly path: readonly string[];
  /** The fragments around it, so that none is followed into itself. */
  readonly within: readonly string[];
}

function fieldsIn(set: SelectionSetNode, place: Place, walk: Walk): readonly SelectedField[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return fieldAt(selection, place, walk);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const parent = typeNamed(selection.typeCondition?.name.value, place, walk);
      return fieldsIn(selection.selectionSet, { ...place, parent }, walk);
    }
    const name = selection.name.value;
    const fragment = walk.fragments.get(name);
    if (fragment === undefined || place.within.includes(name)) return [];
    const parent = typeNamed(fragment.typeCondition.name.value, place, walk);
    return fieldsIn(fragment.selectionSet, { ...place, parent, within: [...place.within, name] }, walk);
  });
}

function fieldAt(node: FieldNode, { parent, path, within }: Place, walk: Walk): readonly SelectedField[] {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return [];
  const field = parent.getFields()[node.name.value];
  if (field === undefined) return [];
  const type = getNamedType(field.type);
  const here = [...path, node.alias?.value ?? node.name.value];
  const found: SelectedField = { path: here, parent: parent.name, field: field.name, type };
  const inside = node.selectionSet
    ? fieldsIn(node.selectionSet, { parent: type, path: here, within }, walk)
    : [];
  return [found, ...inside];
}

const typeNamed = (name: string | undefined, { parent }: Place, { schema }: Walk): GraphQLNamedType =>
  (name === undefined ? undefined : schema.getType(name)) ?? parent;

function fragmentsOf({ definitions }: DocumentNode): Walk["fragments"] {
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}
