import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** Response names in their order, each with the fields that are merged under it. */
export type Collected = ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]>;

/** What selections are read with. */
export interface Selections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The selections of a document. */
export const selectionsOf = (schema: GraphQLSchema, document: DocumentNode): Selections => ({
  schema,
  fragments: new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  ),
});

/**
 * Collects the fields of an object (GraphQL, 6.3.2), whatever the variables; undefined when a directive is among them, since
 * that may depend on some.
 */
export function collectFields(
  { schema, fragments }: Selections,
  type: GraphQLObjectType,
  sets: readonly (SelectionSetNode | undefined)[],
): Collected | undefined {
  const collected = new Map<string, [FieldNode, ...FieldNode[]]>();
  const visited = new Set<string>();
  const applies = (name: string | undefined): boolean => {
    const condition = name === undefined ? type : schema.getType(name);
    return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
  };
  const collect = (set: SelectionSetNode | undefined): boolean =>
    set === undefined ||
    set.selections.every((selection) => {
      if (isDirected(selection)) return false;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const merged = collected.get(name);
        if (merged === undefined) collected.set(name, [selection]);
        else merged.push(selection);
        return true;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return !applies(selection.typeCondition?.name.value) || collect(selection.selectionSet);
      }
      const spread = selection.name.value;
      if (visited.has(spread)) return true;
      visited.add(spread);
      const fragment = fragments.get(spread);
      if (fragment === undefined || isDirected(fragment)) return false;
      return !applies(fragment.typeCondition.name.value) || collect(fragment.selectionSet);
    });
  return sets.every(collect) ? collected : undefined;
}

const isDirected = ({ directives }: { readonly directives?: readonly DirectiveNode[] }): boolean =>
  directives !== undefined && directives.length > 0;
