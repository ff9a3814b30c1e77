import { composeServices } from "@theguild/federation-composition";
import { graphql, parse } from "graphql";
import type { SubgraphRequest } from "../types.ts";
import { subgraphUrls, supergraphMesh } from "./index.ts";
import { consumer } from "./testing/testMesh.ts";
import { running } from "./testing/subgraphs.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])\n`;
const subgraphs = [
  running(
    "books",
    `${LINK} type Query { books: [Book!]! } type Book @key(fields: "isbn") { isbn: ID! title: String }`,
    [],
    {
      Query: {
        books: () => [
          { isbn: "1", title: "One" },
          { isbn: "2", title: "Two" },
        ],
      },
    },
  ),
  running(
    "prices",
    `${LINK} type Book @key(fields: "isbn") { isbn: ID! price(currency: String!): Int }`,
    [],
    {
      Book: {
        __resolveReference: ({ isbn }: { isbn: string }) => (isbn === "1" ? { isbn } : null),
        price: ({ isbn }: { isbn: string }, { currency }: { currency: string }) =>
          Number(isbn) * currency.length,
      },
    },
  ),
];

const composed = composeServices(
  subgraphs.map(({ registered: { name, sdl } }) => ({
    name,
    typeDefs: parse(sdl),
    url: `http://${name}.test/graphql`,
  })),
);
const supergraphSdl = composed.supergraphSdl ?? "";

async function ask(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const sent: SubgraphRequest[] = [];
  const mesh = supergraphMesh({
    supergraphSdl,
    transportTo: (name) => async (request) => {
      sent.push(request);
      const { query: source, variables: variableValues } = JSON.parse(request.body) as {
        query: string;
        variables?: Record<string, unknown>;
      };
      const schema = subgraphs.find(({ registered }) => registered.name === name)?.schema;
      if (schema === undefined) throw new Error(`no subgraph ${name}`);
      return { status: 200, body: JSON.stringify(await graphql({ schema, source, variableValues })) };
    },
  });
  const context = { consumer: consumer(), requestId: "r1", note: () => undefined };
  const { data, errors } = await mesh.answer({ document: parse(query), variables }, context);
  return { data: JSON.parse(JSON.stringify(data)) as unknown, errors, sent };
}

test("a supergraph alone answers from all its subgraphs, without rules and without tokens", async () => {
  const query = `query ($c: String!) { books { title isbn cost: price(currency: $c) } }`;
  const { data, sent } = await ask(query, { c: "EUR" });
  expect(data).toEqual({
    books: [
      { title: "One", isbn: "1", cost: 3 },
      { title: "Two", isbn: "2", cost: null },
    ],
  });
  expect(sent.map(({ authorization }) => authorization)).toEqual(["", ""]);
});

test("a supergraph tells where its subgraphs are", () => {
  expect([...subgraphUrls(supergraphSdl)]).toEqual([
    ["books", "http://books.test/graphql"],
    ["prices", "http://prices.test/graphql"],
  ]);
});

test("what is no supergraph is refused", () => {
  expect(() => supergraphMesh({ supergraphSdl: "nonsense {", transportTo: () => undefined })).toThrow(
    TypeError,
  );
});
