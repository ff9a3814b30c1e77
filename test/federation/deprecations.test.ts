import { bankSubgraphs, type RunningSubgraph } from "../../gateway/supergraph/testing/subgraphs.ts";
import { openGateway } from "../../gateway/http/testing/openGateway.ts";
import { testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const deprecated = { since: "2026-11-01", sunset: "2027-05-01", use: "customer-profiles@2" } as const;

/** The bank, with the end of one of its products announced. */
const ending = (name: string): readonly RunningSubgraph[] =>
  bankSubgraphs().map(({ registered, schema }) => ({
    schema,
    registered: {
      ...registered,
      products: registered.products.map((product) =>
        product.name === name ? { ...product, deprecated } : product,
      ),
    },
  }));

const analyst = { roles: ["analyst"] };

test.each([
  ["its row", `{ customerProfileV1(customerId: "c1") { country } }`],
  ["its rows", `{ customerProfilesV1 { nodes { country } } }`],
  ["its row at the end of a link", `{ customerCreditScoreV2(customerId: "c2") { customer { country } } }`],
])("an answer with a product whose end is announced tells so: %s", async (_what, query) => {
  const { ask } = await testMesh({ subgraphs: ending("customer-profiles") });
  expect((await ask(query, analyst)).deprecations).toEqual([deprecated]);
});

test.each([
  ["is of other products", `{ customerCreditScoreV2(customerId: "c2") { score } }`],
  ["refuses the product", `{ loanOfficerV1(officerId: "o1") { handled } }`],
  ["refuses a link to it", `{ loanApplicationV1(applicationId: "a1") { amount officer { handled } } }`],
])("an answer that %s tells of no end", async (_what, query) => {
  const { ask } = await testMesh({ subgraphs: ending("loan-officers") });
  expect(await ask(query, analyst)).not.toHaveProperty("deprecations");
});

test("whoever may read it is told", async () => {
  const { ask } = await testMesh({ subgraphs: ending("loan-officers") });
  const query = `{ loanOfficerV1(officerId: "o1") { handled } }`;
  expect((await ask(query, { roles: ["compliance"] })).deprecations).toEqual([deprecated]);
});

test("over HTTP the end is told in headers", async () => {
  const { mesh } = await testMesh({ subgraphs: ending("customer-profiles") });
  const gateway = await openGateway({ mesh });
  try {
    const { headers } = await gateway.post({ query: `{ customerProfilesV1 { nodes { country } } }` });
    expect(headers.get("deprecation")).toBe(`@${Date.UTC(2026, 10, 1) / 1000}`);
    expect(headers.get("sunset")).toBe("Sat, 01 May 2027 00:00:00 GMT");
    const { headers: other } = await gateway.post({ query: `{ teams { name } }` });
    expect([other.has("deprecation"), other.has("sunset")]).toEqual([false, false]);
  } finally {
    await gateway.stop();
  }
});
