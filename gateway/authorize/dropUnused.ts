import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from "graphql";

/**
 * A document of one operation without the fragments and variables that it does not use, which would make it
 * invalid; undefined when the operation selects nothing but `__typename`.
 */
export function dropUnused(document: DocumentNode): DocumentNode | undefined {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(document.definitions.filter(isFragment).map((each) => [each.name.value, each]));
  if (operation === undefined || !fetchesAnything(operation.selectionSet, fragments)) return undefined;
  const used = [...usedFragments(operation, fragments)];
  return { kind: Kind.DOCUMENT, definitions: [withUsedVariables(operation, used), ...used] };
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function isFragment(definition: { readonly kind: Kind }): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

function fetchesAnything({ selections }: SelectionSetNode, fragments: Fragments): boolean {
  return selections.some((each) => {
    if (each.kind === Kind.FIELD) return each.name.value !== "__typename";
    const part = each.kind === Kind.INLINE_FRAGMENT ? each : fragments.get(each.name.value);
    return part !== undefined && fetchesAnything(part.selectionSet, fragments);
  });
}

/** The fragments reached from an operation, each once, through one another. */
function usedFragments(
  operation: OperationDefinitionNode,
  fragments: Fragments,
): ReadonlySet<FragmentDefinitionNode> {
  const used = new Set<FragmentDefinitionNode>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || used.has(fragment)) return;
        used.add(fragment);
        follow(fragment);
      },
    });
  };
  follow(operation);
  return used;
}

function withUsedVariables(
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): OperationDefinitionNode {
  const used = new Set<string>();
  for (const node of [{ ...operation, variableDefinitions: [] }, ...fragments]) {
    visit(node, { Variable: ({ name }) => void used.add(name.value) });
  }
  const variableDefinitions = operation.variableDefinitions?.filter((each) =>
    used.has(each.variable.name.value),
  );
  return { ...operation, variableDefinitions };
}
