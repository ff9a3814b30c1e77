import { type DocumentNode, Kind, type OperationTypeDefinitionNode, type TypeNode } from "graphql";

/** The SDL of a subgraph, parsed. */
export interface ParsedSubgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/**
 * What keeps subgraphs from becoming a supergraph when the composer fails on them: fields that return a root type of
 * another name than usual, which it knows no way to; what it says itself when there are none.
 */
export function composerProblems(subgraphs: readonly ParsedSubgraph[], failure: unknown): readonly string[] {
  const problems = subgraphs.flatMap(renamedRoots);
  const said = failure instanceof Error ? failure.message : String(failure);
  return problems.length > 0 ? problems : [`the composer fails on these subgraphs: ${said}`];
}

const USUAL = { query: "Query", mutation: "Mutation", subscription: "Subscription" };

function renamedRoots({ name, typeDefs: { definitions } }: ParsedSubgraph): readonly string[] {
  const roots = definitions.flatMap((each): readonly OperationTypeDefinitionNode[] =>
    each.kind === Kind.SCHEMA_DEFINITION || each.kind === Kind.SCHEMA_EXTENSION
      ? (each.operationTypes ?? [])
      : [],
  );
  const renamed = new Map(roots.map(({ operation, type }) => [type.name.value, USUAL[operation]]));
  return definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    return (type.fields ?? []).flatMap((field) => {
      const returned = namedType(field.type);
      const usual = renamed.get(returned);
      if (usual === undefined || usual === returned) return [];
      const place = `${type.name.value}.${field.name.value}`;
      return [
        `[${name}] "${place}" returns the root type "${returned}": no field may unless its name is "${usual}"`,
      ];
    });
  });
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
