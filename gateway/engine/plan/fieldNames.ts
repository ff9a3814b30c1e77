import { type DocumentNode, Kind, type NameNode } from "graphql";

/** The names of a supergraph's fields, those that consumers do not see included: a plan may require any of them. */
export interface FieldNames {
  readonly all: ReadonlySet<string>;
  /** Of those with arguments that an entity can have: root fields are required by nothing. */
  readonly withArguments: ReadonlySet<string>;
}

/** Reads the names of fields from a schema's document. */
export function fieldNames(supergraph: DocumentNode): FieldNames {
  const roots = rootTypes(supergraph);
  const [all, withArguments] = [new Set<string>(), new Set<string>()];
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, arguments: args = [] } of type.fields ?? []) {
      all.add(name.value);
      if (args.length > 0 && !roots.has(type.name.value)) withArguments.add(name.value);
    }
  }
  return { all, withArguments };
}

function rootTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  const named = definitions.flatMap((each): readonly NameNode[] =>
    each.kind === Kind.SCHEMA_DEFINITION ? each.operationTypes.map(({ type }) => type.name) : [],
  );
  return named.length === 0 ? DEFAULT_ROOTS : new Set(named.map(({ value }) => value));
}

const DEFAULT_ROOTS: ReadonlySet<string> = new Set(["Query", "Mutation", "Subscription"]);
