import { composed } from "./harness/composed.ts";
import { meshOver } from "./harness/meshOver.ts";
import { runSubgraph } from "./harness/runSubgraph.ts";
import { plainAnswer } from "./harness/plainAnswer.ts";
import { sameAnswers } from "./harness/sameAnswers.ts";
import type { Scenario } from "./harness/scenario.ts";
import { buildSchema } from "graphql";

const scenario: Scenario = {
  schema: `
    type Query { orders: [Order!]! }
    type Mutation {
      place(item: String!): Order! pay(order: ID!, cents: Int = 100): Payment ship(order: ID!): Order
      log(text: String): [String!]! audit: [String!]! refuse: Boolean must: Boolean!
    }
    type Order { id: ID! item: String paid: Int shipped: Boolean journal: [String!] }
    type Payment { cents: Int order: Order }
  `,
  subgraphs: {
    orders: `
      type Query { orders: [Order!]! }
      type Mutation { place(item: String!): Order! log(text: String): [String!]! refuse: Boolean }
      type Order @key(fields: "id") { id: ID! item: String journal: [String!] }
    `,
    payments: `
      type Mutation { pay(order: ID!, cents: Int = 100): Payment audit: [String!]! must: Boolean! }
      type Payment { cents: Int order: Order }
      type Order @key(fields: "id") { id: ID! paid: Int }
    `,
    shipping: `
      type Mutation { ship(order: ID!): Order }
      type Order @key(fields: "id") { id: ID! shipped: Boolean }
    `,
  },
  data: () => {
    const journal: string[] = [];
    const orders: Record<string, unknown>[] = [];
    // What is read of an order is the journal as it stands at that moment: so the order of things shows.
    const order = (id: string, item: string) => ({
      __typename: "Order",
      id,
      item,
      paid: null as number | null,
      shipped: false,
      journal: () => [...journal],
    });
    const all = [order("1", "lamp"), order("2", "chair")];
    orders.push(...all);
    const find = (id: string) => all.find((each) => each.id === id) ?? null;
    return {
      query: { orders },
      mutation: {
        place: ({ item }: { item: string }) => {
          const placed = order(String(all.length + 1), item);
          all.push(placed);
          orders.push(placed);
          journal.push(`placed ${item}`);
          return placed;
        },
        pay: ({ order: id, cents }: { order: string; cents: number }) => {
          journal.push(`paid ${id} ${cents}`);
          const found = find(id);
          if (found === null) return null;
          found.paid = (found.paid ?? 0) + cents;
          return { cents, order: found };
        },
        ship: async ({ order: id }: { order: string }) => {
          await Promise.resolve();
          const found = find(id);
          if (found === null) throw new Error("no such order");
          journal.push(`shipped ${id} paid ${found.paid}`);
          found.shipped = true;
          return found;
        },
        log: ({ text }: { text?: string }) => {
          journal.push(String(text));
          return [...journal];
        },
        audit: () => [...journal],
        refuse: () => {
          journal.push("refused");
          throw new Error("refused");
        },
        must: () => {
          journal.push("must");
          return null;
        },
      },
      entities: orders,
    };
  },
  operations: {
    "one after the other, from subgraph to subgraph": `mutation {
      a: pay(order: "1") { cents } b: ship(order: "1") { id } c: pay(order: "1", cents: 5) { cents } d: log(text: "x") e: audit
    }`,
    "the same field twice": `mutation { a: log(text: "1") b: log(text: "2") c: audit d: log(text: "3") }`,
    "what it returns leads to other subgraphs": `mutation { place(item: "desk") { id item paid shipped } }`,
    "and is read before the next begins": `mutation {
      ship(order: "2") { journal shipped } pay(order: "2") { order { journal paid shipped item } } audit
    }`,
    "with variables, conditions and fragments": {
      query: `mutation M($id: ID!, $cents: Int = 7, $no: Boolean!) {
        ...Pay
        skipped: log(text: "never") @include(if: $no)
        ship(order: $id) { ... on Order @skip(if: $no) { shipped paid } }
        log(text: "end")
      }
      fragment Pay on Mutation { pay(order: $id, cents: $cents) { order { paid } } }`,
      variables: { id: "1", no: false },
      operationName: "M",
    },
    "nothing comes back": `mutation { pay(order: "9") { order { item } } audit }`,
  },
  failures: {
    "one that fails does not keep the others from happening": `mutation { a: log(text: "1") refuse b: ship(order: "9") { item } c: audit }`,
    "one that may not be null takes all with it": `mutation { a: log(text: "1") must b: log(text: "2") c: audit }`,
    "a subgraph that does not answer": {
      query: `mutation { pay(order: "1") { cents } ship(order: "1") { shipped } }`,
      down: ["shipping"],
      lost: ["Mutation.ship"],
    },
    "what follows a mutation does not answer": {
      query: `mutation { pay(order: "1") { order { paid shipped item } } }`,
      down: ["shipping"],
      lost: ["Order.shipped"],
    },
  },
};

sameAnswers(scenario);

test.each([
  ["may be null", `mutation { a: log(text: "1") refuse b: log(text: "2") c: audit }`],
  ["may not be null", `mutation { a: log(text: "1") must b: log(text: "2") c: audit }`],
  ["may not be null and does not come", `mutation { must a: log(text: "1") pay(order: "1") { cents } }`],
])("after a field that fails and %s, as much happens as in one schema", async (_what, query) => {
  const plain = buildSchema(scenario.schema);
  const running = Object.entries(scenario.subgraphs).map(([name, sdl]) => runSubgraph(name, sdl, plain));
  const mesh = meshOver(composed(scenario.subgraphs), running);
  const [expected, data] = [scenario.data(), scenario.data()];
  await plainAnswer(plain, { query }, expected);
  await mesh.answer({ query }, data);
  const journalAfter = (each: typeof data) => plainAnswer(plain, { query: "mutation { audit }" }, each);
  expect(await journalAfter(data)).toEqual(await journalAfter(expected));
});
