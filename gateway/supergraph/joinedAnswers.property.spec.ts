import { composeServices } from "@theguild/federation-composition";
import fc from "fast-check";
import { type DocumentNode, parse } from "graphql";
import type { Answer } from "../types.ts";
import { supergraphMesh } from "./supergraphMesh.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])`;
const { supergraphSdl = "" } = composeServices(
  Object.entries({
    shops: `type Query { shops(first: Int): [Shop!] one(id: ID!): Shop sure: Shop! some: [Shop] }
      type Shop @key(fields: "id") { id: ID! name: String place: Place open: Boolean! }
      type Place { city: String size: Float owner: Owner }
      type Owner @key(fields: "id") { id: ID! }`,
    owners: `type Owner @key(fields: "id") { id: ID! name: String! kind: Kind } enum Kind { A B }
      type Query { owners: [Owner] }`,
    sales: `type Shop @key(fields: "id") { id: ID! sold: Int best: Product }
      type Product @key(fields: "code") { code: String! }`,
    goods: `type Product @key(fields: "code") { code: String! title: String price: Float! }`,
  }).map(([name, sdl]) => ({ name, typeDefs: parse(`${LINK}\n${sdl}`) })),
);

const SHOP = `id called: name place { city size owner { name kind __typename } }
  open ... on Shop { sold best { title price } }`;
const documents = [
  `query ($n: Int) { shops(first: $n) { ${SHOP} } }`,
  `query ($id: ID = "a") { one(id: $id) { ${SHOP} } }`,
  `{ sure { ${SHOP} } }`,
  `{ mine: some { best { price code } sold } }`,
].map((each) => parse(each));

/** Some of what a subgraph can say of a value, now and then something that is none of its type. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 5 }),
  fc.constantFrom('"', "é\\", "a\nb", "\u{1f600}"),
);
const id = fc.oneof(fc.constantFrom("1", "2", "ü", "3"), text);
const rarely = <Value>(rare: fc.Arbitrary<Value>, usual: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 30, arbitrary: usual }, rare);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 6 });
const key = (names: Readonly<Record<string, fc.Arbitrary<unknown>>>) => fc.record(names);

const owner = key({ __typename: fc.constant("Owner"), id });
const place = key({ city: maybe(text), size: maybe(rarely(fc.double(), fc.nat())), owner: maybe(owner) });
const shop = key({
  __typename: fc.constant("Shop"),
  id,
  name: maybe(text),
  place: maybe(place),
  open: fc.boolean(),
});
const ENTITIES = {
  owners: key({
    name: rarely(fc.constant(null), text),
    kind: maybe(rarely(fc.constant("C"), fc.constantFrom("A", "B"))),
  }),
  sales: key({
    sold: maybe(fc.integer()),
    best: maybe(key({ __typename: fc.constant("Product"), code: id })),
  }),
  goods: key({ title: maybe(text), price: rarely(fc.double({ noNaN: true }), fc.integer()) }),
};

interface Sent {
  readonly query: string;
  readonly variables?: { readonly representations?: readonly unknown[] };
}

type Generate = <Value>(arbitrary: () => fc.Arbitrary<Value>) => Value;

/** A subgraph's body, the same whenever the same is asked. */
function bodyOf(subgraph: string, { query, variables }: Sent, generate: Generate): string {
  const representations = variables?.representations;
  const fault = generate(() => fc.nat(80));
  if (fault === 0) return `{"errors":[{"message":"no"}]}`;
  const few = fault === 1 ? -1 : 0;
  const data =
    representations === undefined
      ? rootOf(query, generate)
      : {
          _entities: Array.from({ length: representations.length + few }, () =>
            generate(() => fc.option(entityOf(subgraph), { freq: 40 })),
          ),
        };
  const body = { data: selectedIn(query, data) };
  if (fault === 2) return JSON.stringify({ ...body, extensions: {} });
  if (fault === 3) return JSON.stringify(body, undefined, 1);
  if (fault === 4) return JSON.stringify(body).replace(/"[^"]*"\}/, "7}");
  if (fault === 5)
    return JSON.stringify({ ...body, errors: [{ message: "in part", path: ["_entities", 0, "best"] }] });
  return JSON.stringify(body);
}

const entityOf = (subgraph: string): fc.Arbitrary<unknown> => ENTITIES[subgraph as keyof typeof ENTITIES];

function rootOf(query: string, generate: Generate): Readonly<Record<string, unknown>> {
  const several = generate(() => fc.array(shop, { maxLength: 6 }));
  if (query.includes("shops")) return { shops: several };
  if (query.includes("some")) return { mine: several.map((each, index) => (index === 3 ? null : each)) };
  return { [query.includes("sure") ? "sure" : "one"]: several[0] ?? null };
}

/** Objects with the members that the query selects, in its order, by the name of each. */
function selectedIn(query: string, value: unknown): unknown {
  const [operation] = parse(query).definitions;
  return select(operation as Selected, value);
}

interface Selected {
  readonly kind: string;
  readonly name?: { readonly value: string };
  readonly alias?: { readonly value: string };
  readonly selectionSet?: { readonly selections: readonly Selected[] };
}

function select({ selectionSet }: Selected, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((each) => select({ kind: "", ...(selectionSet && { selectionSet }) }, each));
  if (selectionSet === undefined || typeof value !== "object" || value === null) return value;
  const given = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    selectionSet.selections.flatMap((each): [string, unknown][] => {
      if (each.kind === "InlineFragment") return Object.entries(select(each, value) as object);
      const named = (each.alias ?? each.name)?.value ?? "";
      return [[named, select(each, given[named] ?? given[each.name?.value ?? ""])]];
    }),
  );
}

const called: string[] = [];

/** The answer of a mesh whose subgraphs say this, as JSON. */
async function answerOf(
  document: DocumentNode,
  bodies: Map<string, string>,
  generate: Generate,
  takesText: boolean,
) {
  const mesh = supergraphMesh({
    supergraphSdl,
    transportTo: (subgraph) => (request) => {
      const asked = `${subgraph} ${request.body}`;
      called.push(asked);
      const body = bodies.get(asked) ?? bodyOf(subgraph, JSON.parse(request.body) as Sent, generate);
      bodies.set(asked, body);
      return Promise.resolve({ status: 200, body: Buffer.from(body) });
    },
  });
  const consumer = { id: "ada", roles: [], scopes: [] };
  const operation = { document, variables: {}, takesText };
  const answer = await mesh.answer(operation, { consumer, requestId: "r1", note: () => undefined });
  return answer;
}

const shown = ({ data, dataText, errors }: Answer): string =>
  `${dataText === undefined ? JSON.stringify(data) : dataText.toString()} ${JSON.stringify(errors)}`;

test("what is joined of texts is, byte for byte, what completing gives, and nothing is asked twice", async () => {
  const seen = { joined: 0, all: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.gen(), async (document, generate) => {
      const bodies = new Map<string, string>();
      const given: Generate = (arbitrary) => generate(arbitrary);
      const completed = await answerOf(document, bodies, given, false);
      called.length = 0;
      const joined = await answerOf(document, bodies, given, true);
      expect(shown(joined)).toBe(shown(completed));
      expect(new Set(called).size).toBe(called.length);
      seen.all += 1;
      if (joined.dataText !== undefined) seen.joined += 1;
    }),
    { numRuns: 400 },
  );
  // A property over answers of which none is joined, or all are, would show nothing.
  expect(seen.joined).toBeGreaterThan(seen.all / 10);
  expect(seen.joined).toBeLessThan(seen.all);
}, 60_000);
