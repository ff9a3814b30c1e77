import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { machines(state: Filter): [Machine!]! usual: [Level!]! grid: [[Level]] }
    enum Level { LOW HIGH BROKEN }
    enum Filter { ON OFF }
    input Where { is: Filter! = ON not: [Filter!] }
    type Machine { id: ID! level: Level history: [Level] matches(where: Where): Boolean was(level: Filter = OFF): String }
  `,
  subgraphs: {
    machines: `
      type Query { machines(state: Filter): [Machine!]! }
      enum Filter { ON OFF SLEEPING }
      type Machine @key(fields: "id") { id: ID! history: [Level] }
      enum Level { LOW HIGH }
    `,
    sensors: `
      type Query { usual: [Level!]! grid: [[Level]] }
      enum Level { LOW HIGH BROKEN }
      enum Filter { OFF ON }
      input Where { is: Filter! = ON not: [Filter!] }
      type Machine @key(fields: "id") {
        id: ID! level: Level matches(where: Where): Boolean was(level: Filter = OFF): String
      }
    `,
  },
  data: () => {
    type Where = { readonly is: string; readonly not?: readonly string[] };
    const machines = ["LOW", "BROKEN", null].map((level, index) => ({
      __typename: "Machine",
      id: `m${index}`,
      level,
      history: index === 0 ? ["HIGH", null, "LOW"] : [],
      matches: ({ where }: { where?: Where }) => where?.is === "ON" && where.not?.includes("ON") !== true,
      was: ({ level: asked }: { level: string }) => `${asked} ${index}`,
    }));
    return {
      query: {
        machines: ({ state }: { state?: string }) => machines.slice(state === "OFF" ? 1 : 0),
        usual: ["LOW", "BROKEN"],
        grid: [["LOW", null], [], null],
      },
      entities: machines,
    };
  },
  operations: {
    "a value that one subgraph knows and the other does not": `{ machines { level history } usual }`,
    "a value given": `{ machines(state: OFF) { level } }`,
    "a value in a variable": {
      query: `query ($state: Filter, $not: [Filter!]) { machines(state: $state) { matches(where: { is: ON, not: $not }) } }`,
      variables: { state: "ON", not: ["OFF"] },
    },
    "a single value for a list": `{ machines { matches(where: { not: OFF }) } }`,
    "a default of an input field": `{ machines { matches(where: {}) all: matches } }`,
    "a default of an argument, and another": `{ machines { was on: was(level: ON) } }`,
    "lists of lists": `{ grid }`,
  },
});
