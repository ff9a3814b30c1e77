import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NamedTypeNode,
  type TypeDefinitionNode,
  type TypeNode,
} from "graphql";

/** The definitions of a schema's types. */
export function typeDefinitions({ definitions }: DocumentNode): readonly TypeDefinitionNode[] {
  return definitions.filter(isTypeDefinition);
}

/** The name of a type under its lists and non-nulls. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** The names of the types that operations can come across: from the root types on, through fields and arguments. */
export function reachableTypes(document: DocumentNode, roots: readonly string[]): ReadonlySet<string> {
  const definitions = typeDefinitions(document);
  const byName = new Map(definitions.map((each) => [each.name.value, each]));
  const implementers = implementersOf(definitions);
  const reached = new Set<string>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const definition = byName.get(name);
    if (definition === undefined || reached.has(name)) continue;
    reached.add(name);
    open.push(...typesNamedIn(definition), ...(implementers.get(name) ?? []));
  }
  return reached;
}

/** The types that a definition leads to. */
function typesNamedIn(definition: TypeDefinitionNode): readonly string[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return [
        ...(definition.interfaces ?? []).map(nameOf),
        ...(definition.fields ?? []).flatMap(({ type, arguments: args = [] }) =>
          [type, ...args.map((each) => each.type)].map(namedType),
        ),
      ];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).map(({ type }) => namedType(type));
    case Kind.UNION_TYPE_DEFINITION:
      return (definition.types ?? []).map(nameOf);
    default:
      return [];
  }
}

function implementersOf(definitions: readonly TypeDefinitionNode[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const each of definitions) {
    for (const { name } of "interfaces" in each ? (each.interfaces ?? []) : []) {
      found.set(name.value, [...(found.get(name.value) ?? []), each.name.value]);
    }
  }
  return found;
}

const TYPE_DEFINITIONS: ReadonlySet<Kind> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
]);

/** Whether a definition is one of a type. */
export function isTypeDefinition(definition: DefinitionNode): definition is TypeDefinitionNode {
  return TYPE_DEFINITIONS.has(definition.kind);
}

const nameOf = ({ name }: NamedTypeNode): string => name.value;
