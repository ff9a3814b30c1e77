import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { a: Int b: Thing c: [Thing!] shared: Int }
    type Mutation { set(to: Int!): Int add(by: Int): Thing }
    type Thing { id: ID! a: Int b: Int }
  `,
  subgraphs: {
    first: `
      type Query { a: Int c: [Thing!] shared: Int @shareable }
      type Mutation { set(to: Int!): Int }
      type Thing @key(fields: "id") { id: ID! a: Int }
    `,
    // Its roots are called otherwise.
    second: `
      schema { query: Questions mutation: Commands }
      type Questions { b: Thing shared: Int @shareable }
      type Commands { add(by: Int): Thing }
      type Thing @key(fields: "id") { id: ID! b: Int }
    `,
  },
  data: () => {
    const things = [1, 2].map((nr) => ({ __typename: "Thing", id: `t${nr}`, a: nr, b: 10 * nr }));
    return {
      query: { a: 1, b: things[1], c: things, shared: 7 },
      mutation: {
        set: ({ to }: { to: number }) => to,
        add: ({ by }: { by?: number }) => (by === undefined ? null : things[0]),
      },
      entities: things,
    };
  },
  operations: {
    "fields of two subgraphs": `{ a b { b } c { b } shared }`,
    "fields of two subgraphs, in another order": `{ c { a } b { a } a x: b { id } y: a }`,
    "a shared field alone": `{ shared __typename }`,
    "mutations of two subgraphs": `mutation { set(to: 3) add(by: 1) { a b } none: add { a } __typename }`,
  },
  failures: {
    "one of them does not answer": { query: `{ a b { b } c { a } }`, down: ["second"], lost: ["Query.b"] },
    "the other does not answer": { query: `{ a b { b a } }`, down: ["first"], lost: ["Query.a", "Thing.a"] },
  },
});
