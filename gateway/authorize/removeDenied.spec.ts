import { buildSchema, parse, print, validate } from "graphql";
import { MeshError } from "@datamesh/kernel";
import { fieldNames } from "../engine/index.ts";
import { fetchedKey } from "./fetchedKey.ts";
import { type FetchedKeys, refusedNodes, removeDenied } from "./removeDenied.ts";
import { collect } from "./testing/collect.ts";

const sdl = `
  interface Node { id: ID! }
  type Cat implements Node { id: ID! name: String friend: Cat toys(like: String): [String] }
  type Dog implements Node { id: ID! bark: String }
  union Pet = Cat | Dog
  type Query { cat: Cat node(id: ID!): Node pets: [Pet] }
`;
const schema = buildSchema(sdl);
const names = fieldNames(parse(sdl));
const keys: FetchedKeys = { typeKey: "type_", fetchedKey: (node) => fetchedKey(names, node, "type_") };

/**
 * What remains of a query when these fields (`Type.field`) are refused, on one line; undefined for nothing.
 */
function without(refused: readonly string[], query: string): string | undefined {
  const { parts, selections } = collect(schema, query);
  const error = new MeshError("FORBIDDEN", "no");
  const refusals = selections
    .filter(({ type, field }) => refused.includes(`${type.name}.${field.name}`))
    .map((selection) => ({ selection, error }));
  const document = removeDenied(schema, parts, refusedNodes(refusals), keys);
  if (document === undefined) return undefined;
  expect(validate(schema, document)).toEqual([]);
  return print(document).replace(/\s+/g, " ");
}

const same = (query: string): string => print(parse(query)).replace(/\s+/g, " ");

test("an operation of which nothing is refused stays as it is, its variables and fragments too", () => {
  const query = "query Q($like: String) { cat { id t: toys(like: $like) ...F } } fragment F on Cat { name }";
  expect(without([], query)).toBe(same(query));
});

test("a key under which a plan may fetch something else is given another name", () => {
  expect(without([], "{ cat { id: name toys(like: null) __typename: name x: __typename } }")).toBe(
    same("{ cat { type_id: name type_toys: toys(like: null) type___typename: name x: __typename } }"),
  );
});

test("a refused field disappears under every alias, in fragments as well", () => {
  expect(without(["Cat.name"], "{ cat { id a: name ...F } } fragment F on Cat { id b: name }")).toBe(
    same("{ cat { id ...F } } fragment F on Cat { id }"),
  );
});

test("a selection set left empty asks for the type, so that the row is still there", () => {
  expect(without(["Cat.name"], "{ cat { name } }")).toBe(same("{ cat { type_: __typename } }"));
  expect(without(["Cat.name"], "{ cat { ...F } } fragment F on Cat { name }")).toBe(
    same("{ cat { ...F } } fragment F on Cat { type_: __typename }"),
  );
});

test("fragments and variables only used inside of what is refused disappear with it", () => {
  const query =
    "query ($like: String, $x: Boolean!) { cat { id friend @include(if: $x) { ...F } } } fragment F on Cat { toys(like: $like) }";
  expect(without(["Cat.friend"], query)).toBe(same("{ cat { id } }"));
});

test("a variable still used elsewhere stays", () => {
  const query = "query ($like: String) { cat { toys(like: $like) friend { toys(like: $like) } } }";
  expect(without(["Cat.friend"], query)).toBe(
    same("query ($like: String) { cat { type_toys: toys(like: $like) } }"),
  );
});

test("at an interface a field refused for one type is kept for the others", () => {
  expect(without(["Cat.id"], "{ node(id: 1) { id } }")).toBe(
    same("{ node(id: 1) { ... on Dog { id } type_: __typename } }"),
  );
  expect(without(["Cat.id", "Dog.id"], "{ node(id: 1) { id } }")).toBe(
    same("{ node(id: 1) { type_: __typename } }"),
  );
});

test("at a union the rest of the fragments stays", () => {
  expect(without(["Cat.name"], "{ pets { ... on Cat { name } ... on Dog { bark } } }")).toBe(
    same("{ pets { ... on Cat { type_: __typename } ... on Dog { bark } type_: __typename } }"),
  );
});

test("when everything is refused nothing is left to plan", () => {
  expect(
    without(["Query.cat", "Query.pets"], "{ cat { id } ...F } fragment F on Query { pets { __typename } }"),
  ).toBe(undefined);
});

test("meta fields at the root are not planned", () => {
  expect(without([], "{ __typename __schema { queryType { name } } cat { __typename id } }")).toBe(
    same("{ cat { __typename id } }"),
  );
  expect(without([], "{ __typename }")).toBe(undefined);
});

test("what is switched off for good is not planned", () => {
  expect(without([], "{ cat @skip(if: true) { id } }")).toBe(undefined);
});

test("no key that every JavaScript object inherits is fetched under its own name", () => {
  expect(without([], "{ __proto__: cat { constructor: friend { valueOf: name } fine: name } }")).toBe(
    same("{ type___proto__: cat { type_constructor: friend { type_valueOf: name } fine: name } }"),
  );
  expect(without(["Cat.id"], "{ node(id: 1) { constructor: id } }")).toBe(
    same("{ node(id: 1) { ... on Dog { type_constructor: id } type_: __typename } }"),
  );
});

test("other operations of the document are left out", () => {
  const document = parse("query A { cat { id } } query B { pets { __typename } }");
  const [operation] = document.definitions;
  if (operation?.kind !== "OperationDefinition") throw new Error("no operation");
  const kept = removeDenied(schema, { operation, fragments: {} }, new Map(), keys);
  expect(kept && print(kept).replace(/\s+/g, " ")).toBe(same("query A { cat { id } }"));
});
