import { encodeGlobalId } from "@datamesh/kernel/graphql";
import { getIntrospectionQuery } from "graphql";
import type { Access } from "../../gateway/audit/index.ts";
import { type Ask, testMesh, type TestMeshOptions } from "../../gateway/supergraph/testing/testMesh.ts";

const analyst = { roles: ["analyst"] };

async function accessesOf(query: string, asks: Ask = {}, options: TestMeshOptions = {}) {
  const { ask, accesses } = await testMesh(options);
  await ask(query, asks);
  return accesses();
}

const access = (given: Partial<Access>): Access => ({
  product: "customer-profiles@1",
  decision: "allow",
  because: "every authenticated consumer",
  purpose: null,
  fields: [],
  masked: [],
  denied: [],
  ...given,
});

test("a product that is read is accessed once, with the fields given, masked and denied", async () => {
  const query = `query { a: customerProfilesV1 { nodes { country name: fullName } } ...F }
    fragment F on Query { b: customerProfileV1(customerId: "c1") { id income country fullName } }`;
  expect(await accessesOf(query)).toEqual([
    access({
      decision: "mask",
      fields: ["country", "customerId"],
      masked: ["fullName"],
      denied: ["income"],
    }),
  ]);
});

test("a product of which nothing but a count is asked is accessed", async () => {
  expect(await accessesOf(`{ customerProfilesV1 { totalCount } }`)).toEqual([access({})]);
  expect(await accessesOf(`{ customerProfilesV1 { nodes { __typename } } }`)).toEqual([access({})]);
});

test("a denied product is accessed in vain, and what is below it does not count", async () => {
  expect(await accessesOf(`{ loanOfficersV1 { nodes { officerId handled } } }`, analyst)).toEqual([
    access({ product: "loan-officers@1", decision: "deny", because: "missing role compliance" }),
  ]);
});

test("a link is an access to the product it leads to, and tells the field it goes by", async () => {
  const query = `{ loanApplicationsV1 { nodes { amount customer { country } } } }`;
  expect(await accessesOf(query, analyst)).toEqual([
    access({ product: "loan-applications@1", because: "role analyst", fields: ["amount", "customerId"] }),
    access({ fields: ["country"] }),
  ]);
});

test("a link that is denied is an access in vain to the product it leads to", async () => {
  const query = `{ loanApplicationsV1 { nodes { amount officer { handled } } } }`;
  expect(await accessesOf(query, analyst)).toEqual([
    access({ product: "loan-applications@1", because: "role analyst", fields: ["amount"] }),
    access({ product: "loan-officers@1", decision: "deny", because: "missing role compliance" }),
  ]);
});

test("a filter is an access to the fields it names, and one on a masked field is denied", async () => {
  const filter = (field: string) =>
    `{ customerProfilesV1(where: { ${field}: { eq: "secret" } }) { totalCount } }`;
  const given = await accessesOf(filter("country"));
  expect(given).toEqual([access({ fields: ["country"] })]);
  const denied = await accessesOf(filter("fullName"));
  expect(denied).toEqual([
    access({ decision: "deny", because: "missing role compliance", denied: ["fullName"] }),
  ]);
  expect(JSON.stringify([given, denied])).not.toContain("secret");
});

test("a row found by its id is an access to its product, and to no other it could have been of", async () => {
  const query = `query ($id: ID!) { node(id: $id) { id ... on CustomerProfileV1 { country } ... on LoanOfficerV1 { handled } } }`;
  const ask = (type: string, key: string) =>
    accessesOf(query, { ...analyst, variables: { id: encodeGlobalId(type, key) } });
  expect(await ask("CustomerProfileV1", "c1")).toEqual([access({ fields: ["customerId", "country"] })]);
  expect(await ask("CustomerProfileV1", "nobody")).toEqual([access({})]);
  expect(await ask("LoanOfficerV1", "o1")).toEqual([
    access({ product: "loan-officers@1", decision: "deny", because: "missing role compliance" }),
  ]);
});

test("what a context denies though the gateway let it pass is denied", async () => {
  const forbidden = { message: "no", path: ["customerProfilesV1"], extensions: { code: "FORBIDDEN" } };
  const body = JSON.stringify({ data: { customerProfilesV1: null }, errors: [forbidden] });
  const customers = () => Promise.resolve({ status: 200, body });
  expect(
    await accessesOf(`{ customerProfilesV1 { nodes { country } } }`, {}, { transports: { customers } }),
  ).toEqual([
    access({ decision: "deny", because: "refused by the context that holds it", denied: ["country"] }),
  ]);
});

test("what could not be delivered is accessed all the same", async () => {
  const customers = () => Promise.reject(new Error("down"));
  expect(
    await accessesOf(`{ customerProfilesV1 { nodes { country } } }`, {}, { transports: { customers } }),
  ).toEqual([access({ fields: ["country"] })]);
});

test.each([
  ["introspection", getIntrospectionQuery()],
  ["the catalog", "{ teams { name } dataProducts { name } }"],
  ["a condition that does not hold", "{ customerProfilesV1 @include(if: false) { totalCount } }"],
  ["__typename", "{ __typename }"],
])("%s is no access to a product", async (_what, query) => {
  expect(await accessesOf(query)).toEqual([]);
});
