import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from "graphql";

/**
 * A value that a subgraph was asked for: its place in the subgraph's answer, and the keys wanted of it if it
 * is an entity.
 */
export interface LostSelection {
  readonly path: readonly (string | number)[];
  readonly keys: readonly string[];
}

/**
 * Everything a request to a subgraph asked for, which is lost when the subgraph does not answer: root fields,
 * and the fields of each entity it was to complete.
 */
export function lostSelections(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
): readonly LostSelection[] {
  const fragments = new Map(document.definitions.filter(isFragment).map((each) => [each.name.value, each]));
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return [];
  return fieldsOf(operation.selectionSet, fragments).flatMap((field) => {
    const key = field.alias?.value ?? field.name.value;
    if (field.name.value !== "_entities" || !field.selectionSet) return [{ path: [key], keys: [] }];
    const { selectionSet } = field;
    return representationsOf(field, variables).map(({ __typename }, index) => ({
      path: [key, index],
      keys: fieldsOf(selectionSet, fragments, __typename).map((each) => each.alias?.value ?? each.name.value),
    }));
  });
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
interface Representation {
  readonly __typename?: string;
}

function isFragment(definition: { readonly kind: Kind }): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

/** The fields of a selection set, those of fragments on other types than this one left out. */
function fieldsOf(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  type?: string,
): readonly FieldNode[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return [each];
    const part = each.kind === Kind.INLINE_FRAGMENT ? each : fragments.get(each.name.value);
    const condition = part?.typeCondition?.name.value;
    const applies = type === undefined || condition === undefined || condition === type;
    return part && applies ? fieldsOf(part.selectionSet, fragments, type) : [];
  });
}

function representationsOf(
  field: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): readonly Representation[] {
  const value = field.arguments?.find((each) => each.name.value === "representations")?.value;
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return Array.isArray(given) ? (given as readonly Representation[]) : [];
}
