import { buildSubgraphSchema } from "@apollo/subgraph";
import { type DocumentNode, type ExecutionResult, graphql, type GraphQLSchema, parse, visit } from "graphql";
import { type Reference, referenceMatcher } from "./references.ts";
import { rootValue } from "./rootValue.ts";
import type { Fields, SampleData, Subgraph } from "./scenario.ts";
import { subgraphView } from "./subgraphView.ts";
import { wholeSdl } from "./wholeSdl.ts";

/** A real subgraph over sample data: its SDL as registered, and what answers. */
export interface RunningSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly answer: (request: GraphQLRequest, data: SampleData) => Promise<ExecutionResult>;
}

/** The body of a GraphQL request. */
export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** Makes a subgraph schema with `@apollo/subgraph`, executed by graphql-js over what it may know of the data. */
export function runSubgraph(name: string, subgraph: Subgraph, plain: GraphQLSchema): RunningSubgraph {
  const sdl = wholeSdl(subgraph);
  const lacks = typeof subgraph === "string" ? undefined : subgraph.lacks;
  const typeDefs = parse(sdl);
  const resolvers = entityTypes(typeDefs).map((type) => [type, { __resolveReference: resolveReference }]);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: Object.fromEntries(resolvers) as never }]);
  const view = subgraphView(schema, plain);
  const isMeant = referenceMatcher(schema, plain);
  function resolveReference(reference: Reference, { entities = [] }: SampleData): Fields | null {
    const entity = entities.find((each) => isMeant(each, reference) && lacks?.(each) !== true);
    return entity === undefined ? null : view.entity(reference.__typename, entity, reference);
  }
  return {
    name,
    sdl,
    answer: ({ query, variables, operationName }, data) =>
      graphql({
        schema,
        source: query,
        operationName,
        variableValues: variables,
        rootValue: rootValue(parse(query), data, operationName),
        contextValue: data,
        fieldResolver: view.resolveField,
      }),
  };
}

/** The types with a key. */
function entityTypes(typeDefs: DocumentNode): readonly string[] {
  const found = new Set<string>();
  const add = (node: { name: { value: string }; directives?: readonly { name: { value: string } }[] }) => {
    if (node.directives?.some(({ name }) => name.value === "key")) found.add(node.name.value);
  };
  visit(typeDefs, {
    ObjectTypeDefinition: add,
    ObjectTypeExtension: add,
    InterfaceTypeDefinition: add,
    InterfaceTypeExtension: add,
  });
  return [...found];
}
