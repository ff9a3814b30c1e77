import { sameAnswers } from "./harness/sameAnswers.ts";

const echo = (given: object) => JSON.stringify(given);

sameAnswers(
  {
    schema: `
      scalar Json
      scalar Moment
      enum Order { UP DOWN }
      input Range { from: Int = 1 to: Int! }
      input Where { id: ID name: String range: Range ranges: [[Range!]] any: [Where!] at: Moment order: Order = UP free: Json }
      type Query { find(where: Where, first: Int = 10): String node(id: ID!): Thing things(ids: [ID!]!): [Thing]! matrix(rows: [[Int]]): [[Int]] json(value: Json): Json }
      type Thing {
        id: ID! at: Moment free: Json cells: [[Cell!]!]
        near(where: Where = { range: { to: 9 }, name: "default" }, order: Order! = DOWN): String
        far(list: [[Float!]], flag: Boolean, text: String = "none"): String
      }
      type Cell { x: Int thing: Thing }
    `,
    subgraphs: {
      things: `
        scalar Json
        scalar Moment
        enum Order { UP DOWN }
        input Range { from: Int = 1 to: Int! }
        input Where { id: ID name: String range: Range ranges: [[Range!]] any: [Where!] at: Moment order: Order = UP free: Json }
        type Query { find(where: Where, first: Int = 10): String node(id: ID!): Thing things(ids: [ID!]!): [Thing]! }
        type Thing @key(fields: "id") { id: ID! at: Moment cells: [[Cell!]!] }
        type Cell { x: Int thing: Thing }
      `,
      more: `
        scalar Json
        scalar Moment
        enum Order { UP DOWN }
        input Range { from: Int = 1 to: Int! }
        input Where { id: ID name: String range: Range ranges: [[Range!]] any: [Where!] at: Moment order: Order = UP free: Json }
        type Query { matrix(rows: [[Int]]): [[Int]] json(value: Json): Json }
        type Thing @key(fields: "id") {
          id: ID! free: Json
          near(where: Where = { range: { to: 9 }, name: "default" }, order: Order! = DOWN): String
          far(list: [[Float!]], flag: Boolean, text: String = "none"): String
        }
      `,
    },
    data: () => {
      const things = [1, 2, 3].map((nr) => ({
        __typename: "Thing",
        id: `${nr}`,
        at: `2026-11-2${nr}T00:00:00Z`,
        free: [{ a: nr, b: [null, { c: "x" }] }, "text", 7.5, true][nr] ?? null,
        near: echo,
        far: echo,
        cells: [] as object[][],
      }));
      things[0]?.cells.push(
        [
          { x: 1, thing: things[1] },
          { x: 2, thing: things[0] },
        ],
        [],
        [{ x: null, thing: null }],
      );
      const find = (id: string) => things.find((each) => each.id === id) ?? null;
      return {
        query: {
          find: echo,
          node: ({ id }: { id: string }) => find(id),
          things: ({ ids }: { ids: readonly string[] }) => ids.map(find),
          matrix: ({ rows }: { rows?: unknown }) => rows,
          json: ({ value }: { value?: unknown }) => value,
        },
        entities: things,
      };
    },
    operations: {
      "a default of a variable": `query ($first: Int = 3) { find(first: $first) }`,
      "a default that is overruled by null": {
        query: `query ($first: Int = 3) { find(first: $first) }`,
        variables: { first: null },
      },
      "an argument's own default when the variable is not given": `query ($first: Int) { find(first: $first) }`,
      "a default that is an object": {
        query: `query ($where: Where = { name: "x", range: { to: 2 } }) { find(where: $where) node(id: 1) { near(where: $where) } }`,
      },
      "defaults within input objects": {
        query: `query ($where: Where) { find(where: $where) }`,
        variables: { where: { range: { to: 5 }, any: [{}] } },
      },
      "variables within input objects": {
        query: `query ($to: Int!, $name: String, $id: ID) { find(where: { name: $name, any: [{ id: $id, range: { to: $to } }] }) }`,
        variables: { to: 3, id: 7 },
      },
      "lists of lists of input objects": {
        query: `query ($ranges: [[Range!]]) { node(id: "1") { near(where: { ranges: $ranges }) } }`,
        variables: { ranges: [[{ to: 1 }], null, [], [{ from: 2, to: 3 }]] },
      },
      "single values for lists of lists": {
        query: `query ($rows: [[Int]]) { a: matrix(rows: $rows) b: matrix(rows: 3) }`,
        variables: { rows: 7 },
      },
      "lists of lists, given and answered": `{ matrix(rows: [[1, null], [], null, [2]]) }`,
      "numbers and texts for ids": {
        query: `query ($ids: [ID!]!) { things(ids: $ids) { id free } }`,
        variables: { ids: [1, "2", "nothing"] },
      },
      "a variable far from the root": {
        query: `query ($text: String, $flag: Boolean, $order: Order! = UP) { things(ids: [1, 2]) { cells { thing { far(text: $text, flag: $flag) near(order: $order) } } } }`,
        variables: { text: 'a\n"b" \\ \u2028 é 😀', flag: false },
      },
      "a variable that is not given, far from the root": `query ($text: String, $list: [[Float!]]) { node(id: 1) { far(text: $text, list: $list) } }`,
      "the same variable in two subgraphs": {
        query: `query ($where: Where!) { find(where: $where) node(id: "2") { near(where: $where) a: far(text: "x") } }`,
        variables: { where: { order: "DOWN", at: "now" } },
      },
      "any values of a custom scalar": {
        query: `query ($value: Json, $part: Json) { a: json(value: $value) b: json(value: { x: [1, $part, null] }) c: json d: json(value: null) }`,
        variables: { value: { deep: [{ er: [1.5, "x", null, false] }], "": 0 }, part: { p: [] } },
      },
      "custom scalars of entities": `{ things(ids: ["1", "2", "3"]) { free at } }`,
      "strings as blocks": `{ find(where: { name: """\n  two\n    lines "quoted"\n""" }) }`,
      "large and small numbers": `{ node(id: 1) { far(list: [[1, 2.5e10, -0.1], []]) } json(value: 12345678901) }`,
      "arguments in another order, and one that is null": `{ node(id: "3") { a: near(order: UP, where: null) b: near(where: { any: { name: null } }) } }`,
    },
  },
  { http: true },
);
