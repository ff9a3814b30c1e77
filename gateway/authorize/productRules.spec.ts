import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { nobody, role } from "@datamesh/kernel/policy";
import type { FieldDescriptor, ProductDescriptor } from "@datamesh/kernel/product";
import { buildASTSchema, type GraphQLSchema, parse } from "graphql";
import { auditRules } from "./auditRules.ts";
import { compileRules } from "./evaluateRules.ts";
import { allow } from "./loadShield.ts";
import { mergeRules } from "./mergeRules.ts";
import { productRules } from "./productRules.ts";
import { collect } from "./testing/collect.ts";
import { loanApplications, loanOfficers, PRODUCTS } from "./testing/products.ts";

const schemaOf = (products: readonly ProductDescriptor[]): GraphQLSchema =>
  buildASTSchema(parse(contextTypeDefs(products)), { assumeValidSDL: true });

interface Asked {
  readonly roles?: readonly string[];
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly products?: readonly ProductDescriptor[];
}

/** The paths refused, with the policy that refuses them. */
async function refused(query: string, { roles = [], variables = {}, products = PRODUCTS }: Asked = {}) {
  const schema = schemaOf(products);
  const evaluate = compileRules(schema, mergeRules(productRules(products), { PageInfo: allow }));
  const { selections } = collect(schema, query);
  const refusals = await evaluate(selections, variables, { consumer: { id: "ada", roles, scopes: [] } });
  return refusals.flatMap(({ selection, error }) =>
    selection.uses.map(({ path }) => `${path.join(".")}: ${String(error.details["policy"])}`),
  );
}

test("every type, connection, edge and root field of the products has a rule", () => {
  const rest = { PageInfo: allow, DataProduct: allow };
  expect(() => auditRules(schemaOf(PRODUCTS), mergeRules(productRules(PRODUCTS), rest))).not.toThrow();
});

test("a product is read by whom its policy names", async () => {
  const query = `{ customerCreditScoreV2(customerId: "c1") { id score } }`;
  expect(await refused(query, { roles: ["analyst"] })).toEqual([]);
  expect(await refused(query)).toEqual([
    "customerCreditScoreV2: role analyst",
    "customerCreditScoreV2.id: role analyst",
    "customerCreditScoreV2.score: role analyst",
  ]);
});

test("its connection and edges are as closed as its rows", async () => {
  const query = `{ loanOfficersV1 { totalCount pageInfo { hasNextPage } product { name } nodes { id } edges { cursor node { id } } } }`;
  const denied = await refused(query, { roles: ["analyst"] });
  for (const part of [
    "",
    ".totalCount",
    ".pageInfo",
    ".product",
    ".nodes",
    ".edges",
    ".edges.cursor",
    ".edges.node",
  ]) {
    expect(denied).toContain(`loanOfficersV1${part}: role compliance`);
  }
});

test("a denial names product, rule and whom to ask", async () => {
  const schema = schemaOf(PRODUCTS);
  const evaluate = compileRules(schema, productRules(PRODUCTS));
  const { selections } = collect(schema, `{ loanOfficersV1 { totalCount } }`);
  const [refusal] = await evaluate(selections, {}, { consumer: { id: "ada", roles: [], scopes: [] } });
  expect(refusal?.error).toMatchObject({
    code: "FORBIDDEN",
    details: { product: "loan-officers@1", policy: "role compliance" },
  });
  expect(refusal?.error.message).toContain(
    "loan-officers@1 may be read by role compliance; ask lending-team",
  );
});

test("a link is denied where it is entered, by the product it leads to", async () => {
  const query = `{ loanApplicationsV1 { nodes { officer { officerId } customer { customerId } } } }`;
  expect(await refused(query, { roles: ["analyst"] })).toEqual([
    "loanApplicationsV1.nodes.officer: role compliance",
    "loanApplicationsV1.nodes.officer.officerId: role compliance",
  ]);
  expect(await refused(query, { roles: ["analyst", "compliance"] })).toEqual([]);
});

test("a link to a product that is not registered leads nowhere", async () => {
  const products = PRODUCTS.filter((each) => each !== loanOfficers);
  const query = `{ loanApplicationsV1 { nodes { officer { officerId } } } }`;
  expect(await refused(query, { roles: ["analyst", "compliance"], products })).toContain(
    "loanApplicationsV1.nodes.officer: nobody",
  );
});

test("a link over a masked or closed field is denied, for the row at its end shows the value", async () => {
  const withOfficerId = (change: Partial<FieldDescriptor>) => {
    const fields = loanApplications.fields.map((each) =>
      each.name === "officerId" ? { ...each, ...change } : each,
    );
    return PRODUCTS.map((each) => (each === loanApplications ? { ...each, fields } : each));
  };
  const query = `{ loanApplicationsV1 { nodes { officer { officerId } } } }`;
  const roles = ["analyst", "compliance"];
  const masked = withOfficerId({ classification: "personal", mask: "lastFour" });
  expect(await refused(query, { roles, products: masked })).toEqual([
    "loanApplicationsV1.nodes.officer: nobody",
  ]);
  const closed = withOfficerId({ read: role("risk") });
  expect(await refused(query, { roles, products: closed })).toEqual([
    "loanApplicationsV1.nodes.officer: role risk",
  ]);
});

test("a narrower rule of a field holds beside that of its product", async () => {
  const query = `{ customerProfileV1(customerId: "c1") { country income } }`;
  expect(await refused(query)).toEqual(["customerProfileV1.income: role risk"]);
  expect(await refused(query, { roles: ["risk"] })).toEqual([]);
  const products = PRODUCTS.map((each) => ({ ...each, policy: { ...each.policy, read: nobody } }));
  expect(await refused(query, { roles: ["risk"], products })).toContain("customerProfileV1.income: nobody");
});

describe("filters and orders", () => {
  const list = (args: string): string => `{ customerProfilesV1(${args}) { totalCount } }`;
  const masked = "customerProfilesV1: role compliance";
  const closed = "customerProfilesV1: role risk";

  test.each([
    [`where: { country: { eq: "NL" } }`, []],
    [`where: { fullName: { eq: "Ada" } }`, [masked]],
    [`where: { income: { gte: 1 } }`, [closed]],
    [`where: { and: [{ country: { eq: "NL" } }, { or: [{ not: { fullName: { eq: "A" } } }] }] }`, [masked]],
    [`where: { not: { income: { gte: 1 } } }`, [closed]],
    [`orderBy: [{ field: country }]`, []],
    [`orderBy: [{ field: country }, { field: income, direction: DESC }]`, [closed]],
    [`orderBy: { field: income }`, [closed]],
  ])("%s", async (args, expected) => {
    expect(await refused(list(args))).toEqual(expected);
  });

  test("variables count as much as what is written out", async () => {
    const query = `query ($w: CustomerProfileV1Where, $e: String, $o: [CustomerProfileV1OrderBy!]) {
      a: customerProfilesV1(where: $w) { __typename }
      b: customerProfilesV1(where: { fullName: { eq: $e } }) { __typename }
      c: customerProfilesV1(orderBy: $o) { __typename }
    }`;
    const variables = { w: { or: [{ fullName: { eq: "A" } }] }, e: "A", o: [{ field: "income" }] };
    expect(await refused(query, { variables })).toEqual([
      "a: role compliance",
      "b: role compliance",
      "c: role risk",
    ]);
    expect(await refused(query, { variables, roles: ["risk", "compliance"] })).toEqual([]);
  });

  test("those entitled to the values may use them", async () => {
    const args = `where: { fullName: { eq: "Ada" }, income: { gte: 1 } }`;
    expect(await refused(list(args), { roles: ["compliance", "risk"] })).toEqual([]);
  });
});
