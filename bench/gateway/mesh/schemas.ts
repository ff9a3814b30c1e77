import { buildSubgraphSchema } from "@apollo/subgraph";
import { composeServices } from "@theguild/federation-composition";
import { type GraphQLSchema, parse } from "graphql";
import { customers, products, scores } from "./data.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])`;

const SDL = {
  customers: `${LINK}
type Query { customers(limit: Int = 20, offset: Int = 0): [Customer!]! customer(id: ID!): Customer }
type Customer @key(fields: "id") { id: ID! name: String! email: String country: String segment: String }`,
  credit: `${LINK}
type Query { creditScores(limit: Int = 20): [CreditScore!]! }
type Customer @key(fields: "id") { id: ID! creditScore: CreditScore }
type CreditScore @key(fields: "id") {
  id: ID! score: Int! band: String updatedAt: String customer: Customer product: DataProduct
}
type DataProduct @key(fields: "id", resolvable: false) { id: ID! }`,
  catalog: `${LINK}
type Query { products: [DataProduct!]! product(id: ID!): DataProduct }
type DataProduct @key(fields: "id") { id: ID! name: String! domain: String owner: String description: String }`,
} as const;

/** The subgraphs of the benchmark. */
export type SubgraphName = keyof typeof SDL;
export const SUBGRAPHS = Object.freeze(Object.keys(SDL) as SubgraphName[]);

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
const customerById = byId(customers);
const productById = byId(products);
const scoreById = byId(scores);
const scoreByCustomer = new Map(scores.map((each) => [each.customerId, each]));

interface Reference {
  readonly id: string;
}

const RESOLVERS = {
  customers: {
    Query: {
      customers: (_: unknown, { limit, offset }: { limit: number; offset: number }) =>
        customers.slice(offset, offset + limit),
      customer: (_: unknown, { id }: Reference) => customerById.get(id),
    },
    Customer: { __resolveReference: ({ id }: Reference) => customerById.get(id) },
  },
  credit: {
    Query: { creditScores: (_: unknown, { limit }: { limit: number }) => scores.slice(0, limit) },
    Customer: {
      __resolveReference: ({ id }: Reference) => ({ id }),
      creditScore: ({ id }: Reference) => scoreByCustomer.get(id),
    },
    CreditScore: {
      __resolveReference: ({ id }: Reference) => scoreById.get(id),
      customer: ({ customerId }: { customerId: string }) => ({ id: customerId }),
    },
  },
  catalog: {
    Query: { products: () => products, product: (_: unknown, { id }: Reference) => productById.get(id) },
    DataProduct: { __resolveReference: ({ id }: Reference) => productById.get(id) },
  },
};

/** The executable schema of one subgraph. */
export function schemaOf(name: SubgraphName): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(SDL[name]), resolvers: RESOLVERS[name] }]);
}

/** Its schema as text. */
export const sdlOf = (name: SubgraphName): string => SDL[name];

/** What the subgraphs compose to when they are reached at these addresses. */
export function supergraph(urls: Readonly<Record<SubgraphName, string>>): string {
  const services = SUBGRAPHS.map((name) => ({ name, url: urls[name], typeDefs: parse(SDL[name]) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join("; "));
  return supergraphSdl;
}
