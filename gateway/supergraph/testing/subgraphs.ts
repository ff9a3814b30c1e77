import { buildSubgraphSchema } from "@apollo/subgraph";
import { contextTypeDefs, encodeGlobalId } from "@datamesh/kernel/graphql";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import { type GraphQLSchema, parse } from "graphql";
import type { RegisteredSubgraph } from "../../types.ts";
import {
  customerCreditScores,
  customerProfiles,
  loanApplications,
  loanOfficers,
} from "../../authorize/testing/products.ts";

type Row = Readonly<Record<string, unknown>>;
type Resolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A subgraph and the schema that stands behind it. */
export interface RunningSubgraph {
  readonly registered: RegisteredSubgraph;
  readonly schema: GraphQLSchema;
}

const profiles = ["c1", "c2", "c3"].map((customerId, index) => ({
  customerId,
  fullName: `A. ${index + 1}.`,
  country: ["NL", "DE", "FR"][index],
  income: 1_000 * (index + 1),
}));
const scores = profiles.map(({ customerId }, index) => ({
  customerId,
  score: 700 + index,
  customer: { customerId },
}));
const officers = [{ officerId: "o1", handled: 12 }];
const applications = ["a1", "a2"].map((applicationId) => ({
  applicationId,
  amount: 20_000,
  officerId: "o1",
  customerId: "c1",
  officer: { officerId: "o1" },
  customer: { customerId: "c1" },
}));

/** The contexts of a small bank; `touched` counts what mutations have done. */
export function bankSubgraphs(touched: { count: number } = { count: 0 }): readonly RunningSubgraph[] {
  return [
    productSubgraph("customers", [[customerProfiles, profiles]]),
    productSubgraph("credit-oracle", [[customerCreditScores, scores]]),
    productSubgraph("lending", [
      [loanApplications, applications],
      [loanOfficers, officers],
    ]),
    catalogSubgraph(touched),
    ratingsSubgraph(),
  ];
}

/** A subgraph over rows, answering the root fields and `_entities` of its products. */
export function productSubgraph(
  name: string,
  tables: readonly (readonly [ProductDescriptor, readonly Row[]])[],
): RunningSubgraph {
  const products = tables.map(([product]) => product);
  const resolvers = tables.map(([product, rows]) => resolversOf(product, rows));
  return running(name, contextTypeDefs(products), products, {
    ...Object.assign({}, ...resolvers.map(({ types }) => types)),
    Query: Object.assign({}, ...resolvers.map(({ query }) => query)),
  });
}

function resolversOf({ graphql, key }: ProductDescriptor, rows: readonly Row[]) {
  const all: readonly Row[] = rows.map((row) => ({
    ...row,
    __typename: graphql.type,
    id: encodeGlobalId(graphql.type, String(row[key])),
  }));
  const find = (wanted: Row) => all.find((row) => row.id === wanted.id || row[key] === wanted[key]) ?? null;
  const page = {
    nodes: all,
    edges: all.map((node) => ({ cursor: node.id, node })),
    pageInfo: { hasNextPage: false, hasPreviousPage: false },
    totalCount: all.length,
    product: { name: "any", major: 1 },
  };
  return {
    types: { [graphql.type]: { __resolveReference: find } },
    query: { [graphql.one]: (_source: unknown, wanted: Row) => find(wanted), [graphql.many]: () => page },
  };
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])`;
const CATALOG = `${LINK}
type Query {
  dataProducts: [DataProduct!]!
  teams: [Team!]
  search: [Hit!]
  broken: String
}
type Mutation { requestAccess(product: ID!): AccessRequest purge: Int }
type AccessRequest { product: ID! reviewer: String }
type DataProduct @key(fields: "name major") { name: String! major: Int! description: String! }
type Team @key(fields: "name") { name: String! budget: Int vault: String! }
union Hit = DataProduct | Team
`;

function catalogSubgraph(touched: { count: number }): RunningSubgraph {
  const dataProduct = { __typename: "DataProduct", name: "scores", major: 1, description: "Scores." };
  const team = { __typename: "Team", name: "risk", budget: 7, vault: "gold" };
  const request = (_source: unknown, { product }: Row) => {
    touched.count += 1;
    return { product, reviewer: "eve" };
  };
  return running("catalog", CATALOG, [], {
    Query: {
      dataProducts: () => [dataProduct],
      teams: () => [team],
      search: () => [dataProduct, team],
      broken: () => "not broken here",
    },
    Mutation: { requestAccess: request, purge: () => (touched.count += 1) },
    DataProduct: { __resolveReference: (each: Row) => ({ ...dataProduct, ...each }) },
    Team: { __resolveReference: () => team },
  });
}

/** Rates teams by a budget that it has to ask the catalog for. */
function ratingsSubgraph(): RunningSubgraph {
  const sdl = `${LINK}
type Team @key(fields: "name") { name: String! budget: Int @external rating: String @requires(fields: "budget") }`;
  const rating = ({ budget }: Row) => `rated by ${String(budget)}`;
  return running("ratings", sdl, [], { Team: { __resolveReference: (each: Row) => each, rating } });
}

/** A subgraph of any SDL and resolvers. */
export function running(
  name: string,
  sdl: string,
  products: readonly ProductDescriptor[],
  resolvers: Resolvers,
): RunningSubgraph {
  return {
    registered: { name, sdl, products },
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]),
  };
}
