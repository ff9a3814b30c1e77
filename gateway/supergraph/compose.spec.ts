import { buildASTSchema, isObjectType, parse } from "graphql";
import { transformSupergraphToPublicSchema } from "@theguild/federation-composition";
import { customerProfiles, loanOfficers } from "../authorize/testing/products.ts";
import { compose } from "./compose.ts";
import { bankSubgraphs } from "./testing/subgraphs.ts";

const bank = () => bankSubgraphs().map(({ registered }) => registered);

function problems(subgraphs: Parameters<typeof compose>[0]): readonly string[] {
  const composition = compose(subgraphs);
  return composition.ok ? [] : composition.problems;
}

test("the contexts and the gateway's own subgraph become one supergraph", () => {
  const composition = compose(bank());
  if (!composition.ok) throw new Error(composition.problems.join());
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(composition.supergraphSdl)));
  expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(
    expect.arrayContaining(["node", "customerProfileV1", "customerCreditScoresV2", "dataProducts"]),
  );
  const type = schema.getType("CustomerProfileV1");
  expect(isObjectType(type) && type.getInterfaces().map(({ name }) => name)).toEqual(["Node"]);
});

test("a mesh without any product composes as well", () => {
  expect(problems(bank().filter(({ name }) => name === "catalog"))).toEqual([]);
});

test("no address of a context stands in the supergraph", () => {
  const composition = compose(bank());
  expect(composition.ok && composition.supergraphSdl).not.toMatch(/https?:\/\/(?!specs\.)/);
});

test("a product or a type has one owner", () => {
  const thief = {
    name: "thief",
    sdl: "type Query { x: Int }",
    products: [{ ...loanOfficers, context: "thief" }],
  };
  expect(problems([...bank(), thief])).toEqual([
    "product loan-officers@1 is claimed by both lending and thief",
    "GraphQL type LoanOfficerV1 is claimed by both lending and thief",
  ]);
});

test("nobody registers the product of another context", () => {
  const thief = { name: "thief", sdl: "type Query { x: Int }", products: [customerProfiles] };
  expect(problems([thief])).toEqual(["context thief registers customer-profiles@1 of customers"]);
});

test("a context has a name of its own, and not that of the gateway's subgraph", () => {
  const plain = { name: "plain", sdl: "type Query { x: Int }", products: [] };
  expect(problems([plain, plain, { ...plain, name: "node" }])).toEqual([
    "context plain is registered twice",
    "context node has the name of the gateway's own subgraph",
  ]);
});

test.each([
  [`import: ["@override"]`, `@override(from: "customers")`],
  [`import: [{ name: "@override", as: "@mine" }]`, `@mine(from: "customers")`],
  [`import: []`, `@federation__override(from: "customers")`],
  [`as: "fed"`, `@fed__override(from: "customers")`],
])("no context takes over fields of another, however it writes it: %s", (link, directive) => {
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", ${link})
    type Query { customerProfileV1(customerId: ID!): String ${directive} }`;
  expect(problems([...bank(), { name: "thief", sdl, products: [] }])).toEqual([
    "context thief uses @override",
  ]);
});

test("an SDL that cannot be read is named with its context", () => {
  expect(problems([{ name: "plain", sdl: "type {", products: [] }])).toEqual([
    expect.stringMatching(/^\[plain\] Syntax Error/),
  ]);
});

test("what does not compose says why", () => {
  const clash = { name: "clash", sdl: "type Query { dataProducts: Int }", products: [] };
  expect(problems([...bank(), clash]).join()).toMatch(/Query\.dataProducts/);
});

test("a field that returns a root type of another name is told, instead of the composer's failure", () => {
  const sdl = "schema { query: Root } type Root { me: Root! all: [Root] }";
  expect(problems([{ name: "renamed", sdl, products: [] }])).toEqual([
    '[renamed] "Root.me" returns the root type "Root": no field may unless its name is "Query"',
    '[renamed] "Root.all" returns the root type "Root": no field may unless its name is "Query"',
  ]);
});
