import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  printSchema,
} from "graphql";
import { fieldNames } from "../plan/fieldNames.ts";
import { fetchedKey } from "../../authorize/fetchedKey.ts";
import { completionOf } from "./completion.ts";

const schema = buildSchema(`
  interface Node { id: ID! }
  type Cat implements Node { id: ID! name: String secret: String! friend: Cat best: Cat! kittens: [Cat!] rows: [[Int!]!] mood: Mood }
  type Dog implements Node { id: ID! bark: String }
  enum Mood { CALM WILD }
  type Query { cat: Cat cats: [Cat!]! maybeCats: [Cat] nodes: [Node] must: Cat! }
`);

interface Given {
  readonly refused?: readonly string[];
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly of?: typeof schema;
}

function restore(
  query: string,
  data: Readonly<Record<string, unknown>>,
  { refused = [], variables = {}, of = schema }: Given = {},
) {
  const completion = completionOf({
    schema: of,
    ...partsOf(parse(query)),
    variables,
    typeKey: "type_",
    fetchedKey: (node) => fetchedKey(fieldNames(parse(printSchema(of))), node, "type_"),
    isLeftOut: (node, type) => refused.includes(`${type}.${node.name.value}`),
    presenceKey: () => undefined,
  });
  const completed = completion.complete({ ...data });
  return { ...completed, text: JSON.stringify(completed.data) };
}

function partsOf({ definitions }: DocumentNode) {
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("no operation");
  const fragments = definitions.filter(
    (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
  );
  return { operation, fragments: Object.fromEntries(fragments.map((each) => [each.name.value, each])) };
}

test("keys come in the order and under the aliases in which they were asked for", () => {
  const { text } = restore("{ b: cat { name z: id ...F } } fragment F on Cat { a: id }", {
    b: { a: "1", z: "1", name: "Tom" },
  });
  expect(text).toBe(`{"b":{"name":"Tom","z":"1","a":"1"}}`);
});

test("what was fetched beyond that is left out", () => {
  expect(restore("{ cat { id } }", { cat: { id: "1", name: "Tom" }, other: 1 }).text).toBe(
    `{"cat":{"id":"1"}}`,
  );
});

test("a refused field is null in every row", () => {
  const { text } = restore(
    "{ cats { n: name id } }",
    { cats: [{ id: "1" }, { id: "2" }] },
    { refused: ["Cat.name"] },
  );
  expect(text).toBe(`{"cats":[{"n":null,"id":"1"},{"n":null,"id":"2"}]}`);
});

test("no row gets a field back where there is no row", () => {
  const data = { cat: null, maybeCats: [null, { id: "1" }] };
  const { text } = restore("{ cat { name } maybeCats { name } }", data, { refused: ["Cat.name"] });
  expect(text).toBe(`{"cat":null,"maybeCats":[null,{"name":null}]}`);
});

test("a refused field that cannot be null takes its row with it, up to where null is allowed", () => {
  const refused = ["Cat.secret"];
  expect(restore("{ cat { id secret } }", { cat: { id: "1" } }, { refused }).text).toBe(`{"cat":null}`);
  expect(restore("{ maybeCats { secret } }", { maybeCats: [{}, {}] }, { refused }).text).toBe(
    `{"maybeCats":[null,null]}`,
  );
  expect(restore("{ cat { best { secret } } }", { cat: { best: {} } }, { refused }).text).toBe(
    `{"cat":null}`,
  );
  expect(
    restore("{ cat { id kittens { secret } } }", { cat: { id: "1", kittens: [{}] } }, { refused }).text,
  ).toBe(`{"cat":{"id":"1","kittens":null}}`);
  expect(restore("{ cats { secret } }", { cats: [{}] }, { refused }).data).toBe(null);
  expect(restore("{ must { secret } }", { must: {} }, { refused }).data).toBe(null);
});

test("a refused field is no gap, a missing one that cannot be null is", () => {
  expect(restore("{ cat { secret } }", { cat: {} }, { refused: ["Cat.secret"] }).gaps).toEqual([]);
  const missing = restore("{ maybeCats { secret } }", { maybeCats: [{}, {}] });
  expect(missing.text).toBe(`{"maybeCats":[null,null]}`);
  expect(missing.gaps).toEqual([
    ["maybeCats", 0, "secret"],
    ["maybeCats", 1, "secret"],
  ]);
});

test("lists of lists keep their depth", () => {
  expect(restore("{ cat { rows } }", { cat: { rows: [[1, 2], []] } }).text).toBe(
    `{"cat":{"rows":[[1,2],[]]}}`,
  );
  expect(restore("{ cat { rows } }", { cat: { rows: [[1, null]] } }).text).toBe(`{"cat":{"rows":null}}`);
});

test("at an interface every object has the fields of its own type", () => {
  const data = {
    nodes: [
      { type_: "Cat", id: "1", name: "Tom" },
      { type_: "Dog", id: "2", bark: "wau" },
    ],
  };
  const query = "{ nodes { __typename ... on Dog { bark } ... on Cat { name } id } }";
  const { text, occurs } = restore(query, data, { refused: ["Cat.id", "Cat.name"] });
  expect(text).toBe(`{"nodes":[null,{"__typename":"Dog","bark":"wau","id":"2"}]}`);
  expect(occurs(["nodes"], "Cat")).toBe(true);
  expect(occurs(["nodes"], "Query")).toBe(false);
});

test("an object that does not tell its type is a gap", () => {
  const { text, gaps } = restore("{ nodes { id } }", { nodes: [{ id: "1" }] });
  expect(text).toBe(`{"nodes":[null]}`);
  expect(gaps).toEqual([["nodes", 0]]);
});

test("two types that lead to one under the same key keep their own selections", () => {
  const deep = buildSchema(`
    interface Node { id: ID! }
    type T { p: Int q: Int }
    type A implements Node { id: ID! one: T }
    type B implements Node { id: ID! two: T }
    type Query { nodes: [Node!]! }
  `);
  const data = {
    nodes: [
      { type_: "A", x: { p: 1 } },
      { type_: "B", x: { q: 2 } },
    ],
  };
  const query = "{ nodes { ... on A { x: one { p } } ... on B { x: two { q } } } }";
  expect(restore(query, data, { of: deep }).text).toBe(`{"nodes":[{"x":{"p":1}},{"x":{"q":2}}]}`);
});

test("skipped and included fields follow the coerced variables", () => {
  const query = "query ($v: Boolean!) { cat { id @skip(if: $v) name @include(if: $v) } }";
  const data = { cat: { id: "1", name: "Tom" } };
  expect(restore(query, data, { variables: { v: true } }).text).toBe(`{"cat":{"name":"Tom"}}`);
  expect(restore(query, data, { variables: { v: false } }).text).toBe(`{"cat":{"id":"1"}}`);
});

test("keys that every JavaScript object inherits are read from where they were fetched", () => {
  const query = "{ cat { __proto__: name constructor: id toString: name } }";
  const { text } = restore(query, {
    cat: { type___proto__: "Tom", type_constructor: "1", type_toString: null },
  });
  expect(text).toBe(`{"cat":{"__proto__":"Tom","constructor":"1","toString":null}}`);
  expect(restore(query, { cat: {} }).gaps).toEqual([["cat", "constructor"]]);
});

test("a value that is none of its type is null and a gap, be it one of an enum that consumers do not know", () => {
  const { text, gaps } = restore("{ cat { mood name id rows } }", {
    cat: { mood: "SECRET", name: 7, id: 1, rows: [[1, 2 ** 31]] },
  });
  expect(text).toBe(`{"cat":{"mood":null,"name":"7","id":"1","rows":null}}`);
  expect(gaps).toEqual([
    ["cat", "mood"],
    ["cat", "rows", 0, 1],
  ]);
});

test("of very many gaps a hundred are told", () => {
  const rows = Array.from({ length: 1_000 }, () => ({}));
  expect(restore("{ maybeCats { secret } }", { maybeCats: rows }).gaps).toHaveLength(100);
});
