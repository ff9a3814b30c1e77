import { buildSchema, getArgumentValues, type GraphQLField } from "graphql";
import { argumentReader } from "./argumentReader.ts";
import { collect } from "./testing/collect.ts";

const schema = buildSchema(`
  input Range { from: Int to: Int = 9 }
  enum Order { UP DOWN }
  type Query {
    rows(first: Int = 10, id: ID!, order: Order, ranges: [Range!], constructor: Int): Int
    page(first: Int! = 10, order: Order! = DOWN): Int
  }
`);

/** What both make of the arguments of the only field of an operation. */
function bothWays(query: string, variables: Readonly<Record<string, unknown>>): readonly unknown[] {
  const [selection] = collect(schema, query).selections;
  const field = selection?.field as GraphQLField<unknown, unknown>;
  const node = selection?.node as Parameters<typeof argumentReader>[1];
  return [() => argumentReader(field, node)(variables), () => getArgumentValues(field, node, variables)].map(
    (read) => {
      try {
        return JSON.stringify(read());
      } catch (error) {
        return String(error);
      }
    },
  );
}

test.each([
  ["query ($id: ID!) { rows(id: $id) }", { id: "a" }],
  ["query ($id: ID!) { rows(id: $id) }", {}],
  ["query ($id: ID = 1) { rows(id: $id) }", { id: null }],
  ["query ($id: ID!, $n: Int) { rows(first: $n, id: $id, order: UP) }", { id: "a", n: null }],
  ["query ($id: ID!, $n: Int) { rows(first: $n, id: $id, order: UP) }", { id: "a", n: 3 }],
  ["query ($id: ID!, $n: Int) { rows(id: $id, first: $n) }", { id: "a" }],
  ["query ($n: Int, $r: [Range!]) { rows(id: 7, ranges: $r, first: null, constructor: $n) }", { r: [{}] }],
  ["query ($n: Int) { rows(id: 7, ranges: [{ from: $n }], order: UP) }", { n: 1 }],
  ["query ($n: Int) { rows(id: 7, ranges: [{ from: 1 }], first: $n) }", { n: 1 }],
  ["query ($constructor: Int) { rows(id: 7, first: $constructor) }", {}],
  ["query ($n: Int) { page(first: $n) }", {}],
  ["query ($n: Int) { page(first: $n, order: UP) }", { n: null }],
  ["query ($o: Order) { page(order: $o) }", { o: "UP" }],
  ["{ page }", {}],
  ["{ rows(id: 1, ranges: [{ from: 2 }]) }", {}],
])("the arguments of %s with %j are those that graphql-js reads", (query, variables) => {
  const [ours, theirs] = bothWays(query, variables);
  expect(ours).toBe(theirs);
});

test("what a field is given cannot be changed for the next", () => {
  const [selection] = collect(
    schema,
    "query ($n: Int) { rows(id: 7, ranges: [{ from: 1 }], first: $n) }",
  ).selections;
  const read = argumentReader(selection?.field as GraphQLField<unknown, unknown>, selection?.node as never);
  const args = read({ n: 1 }) as { ranges: { from: number }[] };
  (args.ranges[0] as { from: number }).from = 2;
  expect(read({ n: 1 })).toMatchObject({ ranges: [{ from: 1 }] });
});
