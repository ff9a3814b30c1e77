import { buildSchema } from "graphql";

/** A schema of two linked products, as a gateway serves them. */
export const SCHEMA = buildSchema(`
  interface Node { id: ID! }
  type Query {
    score(customerId: ID!): Score
    scores(first: Int, after: String): ScoreConnection
    customer(customerId: ID!): Customer
    customers(first: Int, after: String): CustomerConnection
    node(id: ID!): Node
    logs: [Log!]
  }
  type Score implements Node { id: ID! customerId: ID! score: Int! customer: Customer }
  type ScoreEdge { cursor: String! node: Score! }
  type ScoreConnection { nodes: [Score!]! edges: [ScoreEdge!]! totalCount: Int! }
  type Customer implements Node { id: ID! customerId: ID! name: String email: String scores: ScoreConnection }
  type CustomerEdge { cursor: String! node: Customer! }
  type CustomerConnection { nodes: [Customer!]! edges: [CustomerEdge!]! totalCount: Int! }
  type Log { name: String! }
`);

const readable = (...names: readonly string[]) =>
  names.map((name) => ({ name, access: { effect: "ALLOW" } }));

/** Scores, each of which leads to its customer. */
export const SCORES = {
  name: "credit-scores",
  major: 2,
  graphqlType: "Score",
  fields: readable("customerId", "score"),
  links: [{ name: "customer", product: "customers@1" }],
};

/** Customers, of whom the reader sees names masked and no addresses. */
export const CUSTOMERS = {
  name: "customers",
  major: 1,
  graphqlType: "Customer",
  fields: [
    ...readable("customerId"),
    { name: "name", access: { effect: "MASK" } },
    { name: "email", access: { effect: "DENY" } },
  ],
  links: [],
};
