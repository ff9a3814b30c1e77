import { setTimeout as sleep } from "node:timers/promises";
import { encodeGlobalId } from "@datamesh/kernel/graphql";
import type { SubgraphTransport } from "../../gateway/types.ts";
import { type Ask, testMesh, type TestMeshOptions } from "../../gateway/supergraph/testing/testMesh.ts";

const analyst = { roles: ["analyst"] };
const gone = (): Ask => ({ ...analyst, signal: AbortSignal.abort() });
const down: SubgraphTransport = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.3:4001"));
const answering =
  (body: object): SubgraphTransport =>
  () =>
    Promise.resolve({ status: 200, body: JSON.stringify(body) });

/** What one operation counts for. */
async function readsOf(
  query: string,
  options: TestMeshOptions = {},
  asker: Ask = analyst,
): Promise<readonly string[] | undefined> {
  const { ask, reads } = await testMesh(options);
  await ask(query, asker);
  return reads[0];
}

const LINKED = `{ customerCreditScoresV2 { nodes { score customer { country } } } }`;

test("an answer counts once for each product it is about, however often it was selected", async () => {
  const twice = `{ a: customerProfilesV1 { totalCount } b: customerProfilesV1 { nodes { country } } }`;
  expect(await readsOf(twice)).toEqual(["customer-profiles@1"]);
  expect(await readsOf(LINKED)).toEqual(["customer-credit-scores@2", "customer-profiles@1"]);
});

test("what belongs to no product counts for none", async () => {
  expect(await readsOf(`{ dataProducts { name } }`)).toEqual([]);
});

test("a product asked for by its global id counts, and the others it could have been do not", async () => {
  const id = encodeGlobalId("CustomerProfileV1", "c1");
  const query = `{ node(id: "${id}") { ... on CustomerProfileV1 { country } ... on CustomerCreditScoreV2 { score } } }`;
  expect(await readsOf(query)).toEqual(["customer-profiles@1"]);
});

test("a product that is lost together with what would have told its type fails, asked for by its global id", async () => {
  const id = encodeGlobalId("CustomerProfileV1", "c1");
  const query = `{ node(id: "${id}") { ... on CustomerProfileV1 { country } ... on CustomerCreditScoreV2 { score } } }`;
  const failed = ["customer-profiles@1 failed"];
  expect(await readsOf(query, { transports: { customers: down } })).toEqual(failed);
  const both = `{ customerProfilesV1 { totalCount } ${query.slice(1)}`;
  expect(await readsOf(both, { transports: { customers: down } })).toEqual(failed);
});

test("what fails since its consumer has gone counts for nothing, and what was answered nevertheless as ever", async () => {
  const both = ["customer-credit-scores@2", "customer-profiles@1"];
  expect(await readsOf(LINKED, { transports: { customers: down } }, gone())).toEqual([both[0]]);
  expect(await readsOf(LINKED, {}, gone())).toEqual(both);
  expect(await readsOf(LINKED, { transports: { customers: down } })).toEqual([both[0], `${both[1]} failed`]);
});

test("what fails counts though its consumer has gone, when the answer was overdue", async () => {
  const hanging: SubgraphTransport = async (request) => {
    await sleep(600);
    return down(request);
  };
  const reads = await readsOf(LINKED, { transports: { customers: hanging } }, gone());
  expect(reads).toEqual(["customer-credit-scores@2", "customer-profiles@1 failed"]);
});

test("a denial is no outage and no request", async () => {
  expect(await readsOf(`{ loanOfficersV1 { nodes { officerId } } }`)).toEqual([]);
  const partly = `{ loanOfficersV1 { totalCount } customerProfilesV1 { totalCount } }`;
  expect(await readsOf(partly)).toEqual(["customer-profiles@1"]);
});

test("a denied field does not take its product's other fields out of account", async () => {
  const { ask, reads } = await testMesh();
  const { withheld } = await ask(
    `{ loanApplicationsV1 { nodes { amount officer { officerId } } } }`,
    analyst,
  );
  expect(withheld).toContainEqual(expect.objectContaining({ reason: "DENIED" }));
  expect(reads[0]).toEqual(["loan-applications@1"]);
});

test("a context that is down fails its own products and no other", async () => {
  const query = `{ customerProfilesV1 { totalCount } customerCreditScoresV2 { totalCount } }`;
  expect(await readsOf(query, { transports: { customers: down } })).toEqual([
    "customer-credit-scores@2",
    "customer-profiles@1 failed",
  ]);
});

test("a link into a context that is down fails the product it leads to", async () => {
  expect(await readsOf(LINKED, { transports: { customers: down } })).toEqual([
    "customer-credit-scores@2",
    "customer-profiles@1 failed",
  ]);
});

test("a product that nothing led to, because what leads to it failed, was not asked for", async () => {
  expect(await readsOf(LINKED, { transports: { "credit-oracle": down } })).toEqual([
    "customer-credit-scores@2 failed",
  ]);
});

test("an error of the subgraph's own is a failure, whatever it says", async () => {
  const broken = answering({ data: null, errors: [{ message: "boom", path: ["customerProfilesV1"] }] });
  expect(
    await readsOf(`{ customerProfilesV1 { totalCount } }`, { transports: { customers: broken } }),
  ).toEqual(["customer-profiles@1 failed"]);
});

test.each(["BAD_USER_INPUT", "FORBIDDEN", "COST_LIMIT_EXCEEDED"])(
  "%s of a subgraph is no valid request",
  async (code) => {
    const refusing = answering({
      data: { customerProfilesV1: null },
      errors: [{ message: "no", path: ["customerProfilesV1"], extensions: { code } }],
    });
    expect(
      await readsOf(`{ customerProfilesV1 { totalCount } }`, { transports: { customers: refusing } }),
    ).toEqual([]);
  },
);

test("a request that never got to the rules counts for nothing", async () => {
  const { ask, reads } = await testMesh();
  const query = `query ($key: ID!) { customerProfileV1(customerId: $key) { country } }`;
  const { errors } = await ask(query, { ...analyst, variables: {} });
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  expect(reads).toEqual([]);
});
