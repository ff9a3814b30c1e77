import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";
import { type CallSubgraph, federationEngine, type SubgraphResult } from "./index.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])`;
const composed = composeServices(
  Object.entries({
    books: `type Query { books: [Book!] first: Book } type Mutation { write: Int } type Book @key(fields: "isbn") { isbn: ID! weight: Int }`,
    prices: `type Mutation { price: Int } type Book @key(fields: "isbn") { isbn: ID! cost: Int note: Note } type Note { text: String }`,
    posts: `type Book @key(fields: "isbn") { isbn: ID! weight: Int @external postage: Int @requires(fields: "weight") }`,
  }).map(([name, sdl]) => ({ name, typeDefs: parse(`${LINK}\n${sdl}`) })),
);
const engine = federationEngine(composed.supergraphSdl ?? "");

interface Sent {
  readonly subgraph: string;
  readonly body: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> };
  readonly repeatable: boolean;
}

/** Executes an operation over subgraphs that answer so, and tells what they were asked. */
async function execute(query: string, answers: Readonly<Record<string, Partial<SubgraphResult>>>) {
  const sent: Sent[] = [];
  const call: CallSubgraph = (subgraph, { body, repeatable }) => {
    sent.push({ subgraph, body: JSON.parse(body) as Sent["body"], repeatable });
    return Promise.resolve({ data: null, errors: [], ...answers[subgraph] });
  };
  const { data, errors } = await engine.plan(parse(query)).execute({ variables: {}, call });
  return { data, errors, sent };
}

const books = (...isbns: readonly string[]) => ({
  data: { books: isbns.map((isbn) => ({ __typename: "Book", isbn, weight: 1 })) },
});
const DOWN = {
  message: "context prices does not answer",
  extensions: { code: "UNAVAILABLE", context: "prices" },
};

test("an entity that occurs often is asked for once, and each place has its own copy", async () => {
  const entity = { cost: 7, note: { text: "n" } };
  const { data, sent } = await execute("{ books { cost note { text } } }", {
    books: books("1", "2", "1"),
    prices: { data: { _entities: [entity, null] } },
  });
  const representations = ["1", "2"].map((isbn) => ({ __typename: "Book", isbn }));
  expect(sent[1]?.body.variables).toEqual({ representations });
  const [first, second, third] = data["books"] as Record<string, unknown>[];
  expect([first, third]).toEqual(Array.from({ length: 2 }, () => expect.objectContaining(entity) as unknown));
  expect(first?.["note"]).not.toBe(third?.["note"]);
  expect(second).not.toHaveProperty("cost");
});

test("what a subgraph requires of others is sent along, null as null", async () => {
  const { sent } = await execute("{ books { postage } }", {
    books: { data: { books: [{ __typename: "Book", isbn: "1", weight: null }] } },
    posts: { data: { _entities: [{ postage: 2 }] } },
  });
  expect(sent[1]?.body.variables).toEqual({
    representations: [{ __typename: "Book", isbn: "1", weight: null }],
  });
});

test("a subgraph is not asked for entities of which there are none", async () => {
  const { sent, errors } = await execute("{ books { cost } first { cost } }", {
    books: { data: { books: [], first: null } },
  });
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(["books"]);
  expect(errors).toEqual([]);
});

test("an error about an entity stands at every place of it", async () => {
  const error = { message: "m", path: ["_entities", 0, "cost"], extensions: { code: "NOT_FOUND" } };
  const { errors } = await execute("{ books { cost } }", {
    books: books("1", "2", "1"),
    prices: { data: { _entities: [{ cost: null }, { cost: 1 }] }, errors: [error] },
  });
  expect(errors.map(({ path }) => path)).toEqual([
    ["books", 0, "cost"],
    ["books", 2, "cost"],
  ]);
});

test("a subgraph that delivers nothing gives one error for each key that is lost, however many rows", async () => {
  const { errors } = await execute("{ books { isbn cost note { text } } }", {
    books: books("1", "2"),
    prices: { errors: [DOWN] },
  });
  expect(errors).toEqual([
    { ...DOWN, path: ["books", "cost"] },
    { ...DOWN, path: ["books", "note"] },
  ]);
  expect((await execute("{ books { isbn } first { isbn } }", { books: { errors: [DOWN] } })).errors).toEqual([
    { ...DOWN, path: ["books"] },
    { ...DOWN, path: ["first"] },
  ]);
});

test.each([
  ["no list", { data: { _entities: null } }],
  ["fewer entities than it was asked for", { data: { _entities: [] } }],
  ["nothing", { data: {} }],
])("a subgraph that answers %s without a word does not answer", async (_what, prices) => {
  const { errors } = await execute("{ books { cost } }", { books: books("1"), prices });
  expect(errors).toEqual([{ ...DOWN, path: ["books", "cost"] }]);
});

test("nothing a subgraph writes reaches what all objects share", async () => {
  const lie = JSON.parse(
    `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"cost":1}`,
  ) as object;
  const { data } = await execute("{ books { cost } first { cost } }", {
    books: { data: { ...books("1").data, first: { __typename: "Book", isbn: "1" }, ...lie } },
    prices: { data: { _e0: [lie], _entities: [lie] } },
  });
  expect(data["books"]).toMatchObject([{ isbn: "1" }]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("mutations are asked one after the other, and are not repeatable", async () => {
  const { sent } = await execute("mutation { price write again: price }", {});
  expect(sent.map(({ subgraph, repeatable }) => [subgraph, repeatable])).toEqual([
    ["prices", false],
    ["books", false],
    ["prices", false],
  ]);
});

test("an operation that cannot be planned is refused with a code, and says nothing of the subgraphs", () => {
  expect(() => engine.plan(parse("{ nothing }"))).toThrow(
    expect.objectContaining({
      code: "GRAPHQL_VALIDATION_FAILED",
      message: "there is no plan that answers this operation from the subgraphs",
    }) as Error,
  );
});

test("a plan that takes too many requests is refused", () => {
  const fields = Array.from({ length: 1_100 }, (_, index) => `m${index}: write`);
  expect(() => engine.plan(parse(`mutation { ${fields.join(" ")} }`))).toThrow(
    expect.objectContaining({ code: "COST_LIMIT_EXCEEDED" }) as Error,
  );
});
