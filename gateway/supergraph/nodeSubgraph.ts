import { decodeGlobalId, FEDERATION_LINK, NODE } from "@datamesh/kernel/graphql";
import { type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import {
  buildASTSchema,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
} from "graphql";
import type { CallSubgraph, SubgraphQuery, SubgraphResult } from "../engine/index.ts";
import { subgraphErrors } from "./subgraphErrors.ts";
import { type OwnQuery, subgraphQuery } from "./subgraphQuery.ts";

/** The name of the gateway's own subgraph. No context may have it. */
export const NODE_SUBGRAPH = "node";

/**
 * The gateway's own subgraph, which finds a row of any product by its global `id` (GraphQL Global Object
 * Identification). It only knows which context owns which type; the row itself is fetched from there.
 */
export interface NodeSubgraph {
  readonly sdl: string;
  /** Executes a query in this process. */
  execute(query: SubgraphQuery, asking: Asking): Promise<SubgraphResult>;
}

/** On whose behalf a node is looked for. */
export interface Asking {
  /** Asks the owners of rows. */
  readonly call: CallSubgraph;
  /** The types that are hidden from whoever asks: an id of theirs is one of no type at all. */
  readonly hidden: ReadonlySet<string>;
}

/** The node subgraph of these products. */
export function nodeSubgraph(products: readonly ProductDescriptor[]): NodeSubgraph {
  const sdl = nodeSdl(products);
  // The federation directives are not defined in it, and do not matter to execution.
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  const owners: Owners = new Map(products.map((each) => [each.graphql.type, each]));
  return { sdl, execute: (query, asking) => executeNode(schema, query, { owners, ...asking }) };
}

/** Type name -> the product whose rows are of it. */
type Owners = ReadonlyMap<string, ProductDescriptor>;

interface NodeContext extends Asking {
  readonly owners: Owners;
}

function nodeSdl(products: readonly ProductDescriptor[]): string {
  const stubs = products.map(
    ({ graphql }) => `type ${graphql.type} implements Node @key(fields: "id", resolvable: false) { id: ID! }`,
  );
  const query = `type Query {
  """The row with this id, of whichever product; null when there is none."""
  node(id: ID!): Node
}`;
  return [FEDERATION_LINK, NODE, query, ...stubs].join("\n\n");
}

async function executeNode(
  schema: GraphQLSchema,
  query: SubgraphQuery,
  context: NodeContext,
): Promise<SubgraphResult> {
  const asked = JSON.parse(query.body) as OwnQuery;
  const { data = null, errors = [] } = await execute({
    schema,
    document: parse(asked.query),
    variableValues: asked.variables,
    rootValue: { node: ({ id }: { readonly id: string }) => findNode(id, context) },
  });
  return { data, errors: errors.flatMap(shown) };
}

/** What an owner said has been worded for consumers already; whatever else came up is a fault in here. */
function shown(error: GraphQLError): readonly GraphQLFormattedError[] {
  const { message, path, extensions } = error;
  if (extensions["code"] === undefined) return subgraphErrors(NODE_SUBGRAPH, [error.toJSON()]);
  return [{ message, ...(path && { path }), extensions }];
}

/** The stub of a row that its owner says exists; null for an id that names none. */
async function findNode(id: string, { owners, call, hidden }: NodeContext): Promise<Stub | null> {
  const type = decodeGlobalId(id)?.type;
  const owner = type === undefined || hidden.has(type) ? undefined : owners.get(type);
  if (type === undefined || owner === undefined) return null;
  const stub = { __typename: type, id };
  const { data, errors } = await call(
    owner.context,
    subgraphQuery({ query: EXISTS, variables: { representations: [stub] } }),
  );
  const [error] = errors;
  if (error !== undefined) {
    const product = productRef(owner.name, owner.major);
    throw new GraphQLError(error.message, { extensions: { product, ...error.extensions } });
  }
  const found: unknown = data?._entities;
  return Array.isArray(found) && found[0] ? stub : null;
}

interface Stub {
  readonly __typename: string;
  readonly id: string;
}

const EXISTS =
  "query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }";
