import { encodeGlobalId } from "@datamesh/kernel/graphql";
import { PRODUCTS } from "../authorize/testing/products.ts";
import { nodeSubgraph } from "./nodeSubgraph.ts";
import { subgraphQuery } from "./subgraphQuery.ts";
import type { CallSubgraph, SubgraphResult } from "../engine/index.ts";

const QUERY = "query ($id: ID!) { node(id: $id) { __typename id } }";

async function find(id: string, answer: SubgraphResult = { data: { _entities: [{}] }, errors: [] }) {
  const asked: (readonly [string, unknown])[] = [];
  const call: CallSubgraph = (subgraph, { body }) => {
    asked.push([subgraph, (JSON.parse(body) as { variables: unknown }).variables]);
    return Promise.resolve(answer);
  };
  const result = await nodeSubgraph(PRODUCTS).execute(subgraphQuery({ query: QUERY, variables: { id } }), {
    call,
    hidden: new Set(),
  });
  return { result: JSON.parse(JSON.stringify(result)) as SubgraphResult, asked };
}

const id = encodeGlobalId("LoanOfficerV1", "o:1");

test("a row is found when the context that owns its type says it exists", async () => {
  const { result, asked } = await find(id);
  expect(result).toEqual({ data: { node: { __typename: "LoanOfficerV1", id } }, errors: [] });
  expect(asked).toEqual([["lending", { representations: [{ __typename: "LoanOfficerV1", id }] }]]);
});

test("a row that its owner does not have is null", async () => {
  const { result } = await find(id, { data: { _entities: [null] }, errors: [] });
  expect(result).toEqual({ data: { node: null }, errors: [] });
});

test.each([
  ["no base64url", "§§§"],
  ["empty", ""],
  ["padded", `${Buffer.from("LoanOfficerV1:o1").toString("base64url")}==`],
  ["without a key", Buffer.from("LoanOfficerV1").toString("base64url")],
  ["of a type nobody registered", encodeGlobalId("CatV1", "1")],
  ["of a type that is no product", encodeGlobalId("Query", "1")],
])("an id that is %s is null, and nobody is asked", async (_what, wrong) => {
  const { result, asked } = await find(wrong);
  expect(result).toEqual({ data: { node: null }, errors: [] });
  expect(asked).toEqual([]);
});

test("an owner that does not answer is UNAVAILABLE at the node, with the product's name", async () => {
  const down = { message: "context lending does not answer", extensions: { code: "UNAVAILABLE" } };
  const { result } = await find(id, { data: null, errors: [down] });
  const extensions = { code: "UNAVAILABLE", product: "loan-officers@1" };
  expect(result).toEqual({ data: { node: null }, errors: [{ ...down, path: ["node"], extensions }] });
});
