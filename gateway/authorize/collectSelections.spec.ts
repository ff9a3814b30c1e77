import { buildSchema, parse } from "graphql";
import { collectSelections } from "./collectSelections.ts";
import { operationParts } from "./operationParts.ts";
import { collect } from "./testing/collect.ts";

const schema = buildSchema(`
  interface Node { id: ID! }
  type Cat implements Node { id: ID! name: String friend: Cat }
  type Dog implements Node { id: ID! bark(times: Int): String }
  union Pet = Cat | Dog
  type Query { cat: Cat node(id: ID!): Node pets: [Pet!]! }
`);

/** `Type.field @ response.path`, with a question mark where only the data tells. */
function found(query: string): string[] {
  return collect(schema, query).selections.flatMap(({ type, field, uses }) =>
    uses.map(({ path, certain }) => `${type.name}.${field.name} @ ${path.join(".")}${certain ? "" : "?"}`),
  );
}

test("aliases, fragments and inline fragments lead to the same fields", () => {
  const plain = ["Query.cat @ c", "Cat.name @ c.n"];
  expect(found(`{ c: cat { n: name } }`)).toEqual(plain);
  expect(found(`{ c: cat { ...F } } fragment F on Cat { n: name }`)).toEqual(plain);
  expect(found(`{ ... on Query { c: cat { ... { n: name } } } }`)).toEqual(plain);
});

test("a fragment on an interface leads to the fields of the object it is spread on", () => {
  expect(found(`{ cat { ...F } } fragment F on Node { id }`)).toEqual(["Query.cat @ cat", "Cat.id @ cat.id"]);
});

test("at an interface every object type's field is found, as uncertain", () => {
  expect(found(`{ node(id: 1) { id } }`)).toEqual([
    "Query.node @ node",
    "Cat.id @ node.id?",
    "Dog.id @ node.id?",
  ]);
});

test("at a union only the object types of the fragments are found", () => {
  expect(found(`{ pets { ... on Cat { name } ... on Node { id } } }`)).toEqual([
    "Query.pets @ pets",
    "Cat.name @ pets.name?",
    "Cat.id @ pets.id?",
    "Dog.id @ pets.id?",
  ]);
});

test("meta fields are not selections", () => {
  expect(found(`{ __typename __schema { queryType { name } } cat { __typename } }`)).toEqual([
    "Query.cat @ cat",
  ]);
});

test("one field selected twice is one selection with two uses", () => {
  const { selections } = collect(schema, `{ a: cat { name } b: cat { name } }`);
  expect(selections.map(({ field, uses }) => [field.name, uses.length])).toEqual([
    ["cat", 2],
    ["name", 2],
  ]);
});

test("different arguments make different selections", () => {
  const { selections } = collect(schema, `{ pets { ... on Dog { a: bark(times: 1) b: bark(times: 2) } } }`);
  expect(selections.map(({ field }) => field.name)).toEqual(["pets", "bark", "bark"]);
});

test("conditions on the way down add up", () => {
  const { selections } = collect(
    schema,
    `query ($a: Boolean!, $b: Boolean!) { ... @include(if: $a) { cat { ...F @skip(if: $b) } } } fragment F on Cat { name }`,
  );
  expect(selections.map(({ field, conditions }) => [field.name, conditions])).toEqual([
    ["cat", [{ variable: "a", wanted: true }]],
    [
      "name",
      [
        { variable: "a", wanted: true },
        { variable: "b", wanted: false },
      ],
    ],
  ]);
});

test("what is switched off for good is not found", () => {
  expect(found(`{ cat { id name @skip(if: true) } }`)).toEqual(["Query.cat @ cat", "Cat.id @ cat.id"]);
});

test("a selection knows what it is nested in", () => {
  const { selections } = collect(schema, `{ cat { friend { name } } }`);
  const use = selections.at(-1)?.uses[0];
  expect(use?.within?.selection.field.name).toBe("friend");
  expect(use?.within?.use.within?.selection.field.name).toBe("cat");
});

test("fragments that multiply are cut off", () => {
  const levels = Array.from(
    { length: 30 },
    (_, n) => `fragment F${n} on Cat { a: friend { ...F${n + 1} } b: friend { ...F${n + 1} } }`,
  );
  const bomb = `{ cat { ...F0 } } ${levels.join(" ")} fragment F30 on Cat { __typename }`;
  expect(() => collectSelections(schema, operationParts(parse(bomb)))).toThrow(
    expect.objectContaining({ code: "FIELD_LIMIT_EXCEEDED" }),
  );
});
