import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { version: String position: Position trips: [Trip!]! trip(id: ID!): Trip }
    type Position { x: Int! y: Int! height: Int depth: Int }
    type Trip { id: ID! title: String start: Position end: Position length: Int note: String }
  `,
  subgraphs: {
    maps: `
      type Query { version: String @shareable position: Position @shareable }
      type Position { x: Int! @shareable y: Int! @shareable height: Int }
      type Trip @key(fields: "id") { id: ID! start: Position @shareable end: Position @shareable length: Int }
    `,
    trips: `
      type Query { version: String @shareable position: Position @shareable trips: [Trip!]! trip(id: ID!): Trip }
      type Position { x: Int! @shareable y: Int! @shareable depth: Int }
      type Trip @key(fields: "id") { id: ID! title: String @shareable start: Position @shareable end: Position @shareable }
    `,
    notes: `type Trip @key(fields: "id") { id: ID! title: String @shareable note: String }`,
  },
  data: () => {
    const position = (x: number) => ({ x, y: -x, height: 2 * x, depth: 3 * x });
    const trips = [1, 2].map((nr) => ({
      __typename: "Trip",
      id: `t${nr}`,
      title: `Trip ${nr}`,
      start: position(nr),
      end: nr === 1 ? position(9) : null,
      length: nr * 10,
      note: `note ${nr}`,
    }));
    return {
      query: {
        version: "1",
        position: position(5),
        trips,
        trip: ({ id }: { id: string }) => trips.find((each) => each.id === id) ?? null,
      },
      entities: trips,
    };
  },
  operations: {
    "a root field that two subgraphs share": `{ version trips { id } }`,
    "a shared root field asked for from both, for what each knows": `{ position { x height depth y } }`,
    "a value type of which one knows more": `{ position { height x } trips { end { depth y } } }`,
    "a shared field of an entity, of which each knows a part": `{ trips { start { height depth } } }`,
    "a shared field beside what only others know": `{ trips { title note length start { x } end { x } } }`,
    "the same under two names, in two parts": `{
      trip(id: "t1") { a: start { height } b: start { depth } c: start { x depth height } }
    }`,
  },
});
