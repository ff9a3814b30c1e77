import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";

/** A field that a subgraph computes from others, which it has the gateway fetch for it (Apollo Federation, `@requires`). */
export interface RequiringField {
  /** An object type or interface. */
  readonly type: string;
  readonly field: string;
  /** The context whose subgraph computes it. */
  readonly context: string;
  readonly selectionSet: SelectionSetNode;
}

/** Reads them from a supergraph (join specification, `@join__field(graph:, requires:)` and `@join__graph(name:)`). */
export function requiredSelections(supergraph: DocumentNode): readonly RequiringField[] {
  const contexts = graphNames(supergraph);
  return supergraph.definitions.flatMap((definition) => {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    ) {
      return [];
    }
    return (definition.fields ?? []).flatMap((field) =>
      (field.directives ?? []).flatMap((directive) => {
        const requires = joinedRequires(directive);
        if (requires === undefined) return [];
        return {
          type: definition.name.value,
          field: field.name.value,
          context: contexts.get(requires.graph) ?? requires.graph,
          selectionSet: selectionSetOf(requires.fields),
        };
      }),
    );
  });
}

function joinedRequires({ name, arguments: given = [] }: ConstDirectiveNode) {
  const fields = argument(given, "requires");
  const graph = argument(given, "graph");
  if (name.value !== "join__field" || fields === undefined) return undefined;
  return { fields, graph: graph ?? "" };
}

/** Enum value of a subgraph -> its name. */
function graphNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== "join__Graph") continue;
    for (const { name, directives = [] } of definition.values ?? []) {
      const join = directives.find((each) => each.name.value === "join__graph");
      names.set(name.value, argument(join?.arguments ?? [], "name") ?? name.value);
    }
  }
  return names;
}

function argument(given: readonly ArgumentNode[], name: string): string | undefined {
  const value = given.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function selectionSetOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`"${fields}" selects no fields`);
  return definition.selectionSet;
}
