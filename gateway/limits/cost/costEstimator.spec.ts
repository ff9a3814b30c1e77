import { composeServices } from "@theguild/federation-composition";
import { buildSchema, parse } from "graphql";
import { publicSchema } from "../../supergraph/publicSchema.ts";
import { costEstimator } from "./costEstimator.ts";
import { DEFAULT_COSTS } from "./costSettings.ts";

const SDL = `
  type Query {
    one(id: ID!): Book
    pages(first: Int, last: Int): BookConnection
    shelf(limit: Int = 3): [Book!]!
    byKeys(ids: [ID!]!): [Book]
    all(tags: [String!]): [Book!]
    node: Node
  }
  type Mutation { buy: Book, note: Int }
  type BookConnection { edges: [Edge!]!, nodes: [Book!]!, total: Int }
  type Edge { cursor: String, node: Book }
  interface Node { id: ID }
  type Book implements Node { id: ID, title: String, tags: [String!], authors: [Author!], more(first: Int): BookConnection }
  type Author { name: String }
`;
const schema = buildSchema(SDL);
const estimate = costEstimator({ apiSchema: schema, supergraphSdl: SDL }, DEFAULT_COSTS);
const cost = (query: string, variables: Record<string, unknown> = {}, operationName?: string): number =>
  estimate({ document: parse(query), variables, ...(operationName && { operationName }) });

describe("the estimated cost of an operation", () => {
  it.each([
    ["a value is 1, an object 2", "{ one(id: 1) { id title } }", 2 + 2],
    ["a list of values is one value", "{ one(id: 1) { tags } }", 2 + 1],
    ["an object below is an object more", "{ node { id } }", 2 + 1],
    ["a list counts as many times as first says", "{ pages(first: 7) { nodes { id title } } }", 2 + 7 * 4],
    ["or last", "{ pages(last: 7) { nodes { id title } } }", 2 + 7 * 4],
    ["or the larger of both", "{ pages(first: 2, last: 7) { nodes { id } } }", 2 + 7 * 3],
    ["or a page where nothing is said", "{ pages { nodes { id } } }", 2 + 50 * 3],
    ["or where null is said", "{ pages(first: null) { nodes { id } } }", 2 + 50 * 3],
    ["none where less than none is asked for", "{ pages(first: -5) { nodes { id } total } }", 2 + 1],
    ["edges count as nodes do", "{ pages(first: 7) { edges { cursor node { id } } } }", 2 + 7 * (2 + 1 + 3)],
    ["what stands beside the list counts once", "{ pages(first: 7) { total nodes { id } } }", 2 + 1 + 7 * 3],
    ["a size may stand at the list itself", "{ shelf(limit: 4) { id } }", 4 * 3],
    ["or be the default of its argument", "{ shelf { id } }", 3 * 3],
    ["or be the number of keys", "{ byKeys(ids: [1, 2]) { id } }", 2 * 3],
    ["a list that says nothing is taken to be of ten", "{ all(tags: []) { id } }", 10 * 3],
    ["lists inside lists multiply", "{ shelf(limit: 4) { authors { name } } }", 4 * (2 + 10 * 3)],
    [
      "pages inside pages multiply",
      "{ pages(first: 9) { nodes { more(first: 8) { nodes { id } } } } }",
      2 + 9 * (2 + 2 + 8 * 3),
    ],
    [
      "fragments count where they are spread",
      "{ one(id: 1) { ...b ... { id } } } fragment b on Book { id title }",
      2 + 3,
    ],
    [
      "also in a page",
      "{ pages(first: 7) { ...p } } fragment p on BookConnection { nodes { id } total }",
      2 + 7 * 3 + 1,
    ],
    ["a field of a mutation is 10 more", "mutation { note buy { id } }", 11 + 10 + 3],
    ["a name of a type is a value", "{ a: __typename b: __typename }", 2],
    ["introspection is one value", "{ __schema { types { name } } }", 1],
    ["what does not exist is a value", "{ nothing { at all } }", 1],
    [
      "a fragment inside itself counts for nothing more",
      "{ ...a } fragment a on Query { one(id: 1) { id } ...a }",
      3,
    ],
  ])("%s", (_, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  it("is of the operation that is named", () => {
    const query = "query A { one(id: 1) { id } } query B { shelf(limit: 2) { id } }";
    expect([cost(query, {}, "A"), cost(query, {}, "B"), cost(query, {}, "C")]).toEqual([3, 6, 0]);
  });

  it("follows the variables of each request", () => {
    const document = parse(
      "query ($n: Int = 5, $ids: [ID!]!) { pages(first: $n) { nodes { id } } byKeys(ids: $ids) { id } }",
    );
    const with_ = (variables: Record<string, unknown>): number => estimate({ document, variables });
    expect(with_({ n: 100, ids: [1, 2] })).toBe(2 + 100 * 3 + 2 * 3);
    expect(with_({ ids: [] })).toBe(2 + 5 * 3);
    expect(with_({ n: null, ids: ["a"] })).toBe(2 + 50 * 3 + 3);
    expect(with_({ n: 1e300, ids: [] })).toBe(Number.MAX_SAFE_INTEGER);
    expect(with_({ n: Infinity, ids: [] })).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("multiplies variables inside one another", () => {
    const query = `query ($a: Int, $b: Int) { pages(first: $a) { nodes { ...m } } }
      fragment m on Book { more(first: $b) { nodes { id } } }`;
    expect(cost(query, { a: 10, b: 20 })).toBe(2 + 10 * (2 + 2 + 20 * 3));
  });
});

/** Fragments of which each spreads the next twice, in pages whose size a variable says: 2^levels fields. */
function bomb(levels: number, last: string): string {
  const fragments = Array.from(
    { length: levels },
    (_, i) =>
      `fragment f${i} on Book { a: more(first: $n) { nodes { ...f${i + 1} } } b: more(first: $n) { nodes { ...f${i + 1} } } }`,
  );
  return `query ($n: Int) { one(id: 1) { ...f0 } } ${fragments.join(" ")} fragment f${levels} on Book { ${last} }`;
}

describe("a fragment bomb", () => {
  it("costs what it stands for", () => {
    // Two objects in each connection of one: c(n) = 2 * (2 + 2 + c(n + 1)).
    expect(cost(bomb(1, "id"), { n: 1 })).toBe(2 + 2 * (2 + 2 + 1));
    expect(cost(bomb(2, "id"), { n: 1 })).toBe(2 + 2 * (4 + 2 * (4 + 1)));
  });

  it("that stands for more than there are numbers is estimated in one pass", () => {
    expect(cost(bomb(500, "id"), { n: 1 })).toBe(Number.MAX_SAFE_INTEGER);
    expect(cost(bomb(500, "id"), { n: 0 })).toBe(2 + 2 * 2);
  });
});

describe("the estimated cost over several subgraphs", () => {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;
  const composed = composeServices([
    {
      name: "books",
      typeDefs: parse(`${link} type Query { books(first: Int): [Book!]! }
        type Book @key(fields: "id") { id: ID! title: String author: Author } type Author @key(fields: "id") { id: ID! }`),
    },
    {
      name: "people",
      typeDefs: parse(`${link} type Query { people: [Author!]! }
        type Author @key(fields: "id") { id: ID! name: String born: Int }`),
    },
  ]);
  const supergraphSdl = composed.supergraphSdl ?? "";
  const across = costEstimator({ apiSchema: publicSchema(supergraphSdl), supergraphSdl }, DEFAULT_COSTS);
  const costOf = (query: string): number => across({ document: parse(query), variables: {} });

  it.each([
    [
      "what its own subgraph answers is not looked up",
      "{ books(first: 100) { id title author { id } } }",
      100 * (2 + 2 + 3),
    ],
    [
      "an object of another one is looked up once for each object above, whatever is asked of it",
      "{ books(first: 100) { author { name born } } }",
      100 * (2 + 2 + 5 + 2),
    ],
    ["and not where it comes from there", "{ people { name born } }", 10 * (2 + 2)],
  ])("%s", (_, query, expected) => {
    expect(costOf(query)).toBe(expected);
  });
});
