import { encodeGlobalId } from "@datamesh/kernel/graphql";
import type { GraphQLFormattedError } from "graphql";
import { allow } from "../../gateway/authorize/loadShield.ts";
import { bankSubgraphs, running } from "../../gateway/supergraph/testing/subgraphs.ts";
import { catalogRules, testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const analyst = { roles: ["analyst"] };
const pathsOf = (errors: readonly GraphQLFormattedError[]) => errors.map(({ path }) => path?.join("."));

test("a denied product is null beside its siblings, with one error that says whom to ask", async () => {
  const { ask, sent } = await testMesh();
  const query = `{ loanOfficersV1 { nodes { officerId handled } totalCount } loanApplicationsV1 { totalCount } }`;
  expect(await ask(query, analyst)).toEqual({
    data: { loanOfficersV1: null, loanApplicationsV1: { totalCount: 2 } },
    errors: [
      {
        message: expect.stringMatching(
          /^loan-officers@1 may be read by role compliance; ask lending-team .* for access$/,
        ),
        path: ["loanOfficersV1"],
        extensions: { code: "FORBIDDEN", product: "loan-officers@1", policy: "role compliance" },
      },
    ],
    withheld: [{ path: ["loanOfficersV1"], reason: "DENIED" }],
  });
  expect(JSON.stringify(sent)).not.toContain("loanOfficersV1");
});

const FORMS = {
  plainly: `{ customerProfilesV1 { nodes { country income } } }`,
  "under an alias": `{ customerProfilesV1 { nodes { country x: income } } }`,
  "in a fragment": `{ customerProfilesV1 { nodes { country ...F } } } fragment F on CustomerProfileV1 { income }`,
  "in a fragment of a fragment": `{ customerProfilesV1 { nodes { country ...F } } }
    fragment F on Node { ...G } fragment G on CustomerProfileV1 { income }`,
  "in an inline fragment": `{ customerProfilesV1 { nodes { country ... { ... on Node { ... on CustomerProfileV1 { income } } } } } }`,
  "under @include": `query ($yes: Boolean!) { customerProfilesV1 { nodes { country income @include(if: $yes) } } }`,
  "under @skip": `query ($no: Boolean = false) { customerProfilesV1 { nodes { country ... @skip(if: $no) { income } } } }`,
} as const;

test.each(Object.entries(FORMS))("a field asked for %s is denied", async (_how, query) => {
  const { ask, sent } = await testMesh();
  const variables = query.includes("$yes") ? { yes: true } : {};
  const answer = await ask(query, { variables });
  const key = query.includes("x: income") ? "x" : "income";
  const nodes = ["NL", "DE", "FR"].map((country) => ({ country, [key]: null }));
  expect(answer.data).toEqual({ customerProfilesV1: { nodes } });
  expect(answer.errors).toMatchObject([
    { path: ["customerProfilesV1", "nodes", key], extensions: { code: "FORBIDDEN", policy: "role risk" } },
  ]);
  expect(answer.withheld).toEqual([{ path: ["customerProfilesV1", "nodes", key], reason: "DENIED" }]);
  expect(JSON.stringify(sent)).not.toContain("income");
});

test("a field that a condition switches off is not denied", async () => {
  const { ask } = await testMesh();
  const query = `query ($yes: Boolean!) { customerProfilesV1 { totalCount nodes { country income @include(if: $yes) } } }`;
  const answer = await ask(query, { variables: { yes: false } });
  expect(answer.errors).toEqual([]);
  expect(answer.data).toMatchObject({ customerProfilesV1: { nodes: [{ country: "NL" }, {}, {}] } });
});

test("a field asked for twice, once switched off, is denied where it is asked for", async () => {
  const { ask, sent } = await testMesh();
  const query = `query ($no: Boolean!) {
    a: customerProfilesV1 @include(if: $no) { nodes { income } }
    b: customerProfilesV1 { nodes { income country } }
  }`;
  const answer = await ask(query, { variables: { no: false } });
  expect(pathsOf(answer.errors)).toEqual(["b.nodes.income"]);
  expect(answer.data).toMatchObject({ b: { nodes: [{ income: null }, { income: null }, { income: null }] } });
  expect(JSON.stringify(sent.map(({ query: asked }) => asked.split("b:")[1]))).not.toContain("income");
});

test("the same document is judged anew for every consumer and every variable", async () => {
  const { ask } = await testMesh();
  const query = `query ($yes: Boolean!) { customerProfileV1(customerId: "c1") { income @include(if: $yes) country } }`;
  const income = async (roles: readonly string[], yes: boolean) =>
    (await ask(query, { roles, variables: { yes } })).data;
  const row = { country: "NL" };
  expect(await income([], true)).toEqual({ customerProfileV1: { ...row, income: null } });
  expect(await income(["risk"], true)).toEqual({ customerProfileV1: { ...row, income: 1_000 } });
  expect(await income([], false)).toEqual({ customerProfileV1: row });
  expect(await income([], true)).toEqual({ customerProfileV1: { ...row, income: null } });
});

test("a denied product is denied through node as well, before its context is asked", async () => {
  const { ask, sent } = await testMesh();
  const id = encodeGlobalId("LoanOfficerV1", "o1");
  const query = `query ($id: ID!) { node(id: $id) { id ... on LoanOfficerV1 { handled } } }`;
  const answer = await ask(query, { ...analyst, variables: { id } });
  expect(answer.data).toEqual({ node: null });
  expect(answer.errors).toMatchObject([{ path: ["node"], extensions: { product: "loan-officers@1" } }]);
  expect(sent).toEqual([]);
  expect((await ask(query, { roles: ["compliance"], variables: { id } })).data).toEqual({
    node: { id, handled: 12 },
  });
});

test("a field denied on one type of an interface is answered on the others", async () => {
  const { ask } = await testMesh();
  const query = `query ($a: ID!, $b: ID!) {
    a: node(id: $a) { ...F } b: node(id: $b) { ...F }
  }
  fragment F on Node { id ... on CustomerProfileV1 { value: income } ... on CustomerCreditScoreV2 { value: score } }`;
  const [a, b] = [encodeGlobalId("CustomerProfileV1", "c1"), encodeGlobalId("CustomerCreditScoreV2", "c1")];
  const answer = await ask(query, { ...analyst, variables: { a, b } });
  expect(answer.data).toEqual({ a: { id: a, value: null }, b: { id: b, value: 700 } });
  expect(pathsOf(answer.errors)).toEqual(["a.value"]);
  expect(answer.withheld).toEqual([{ path: ["a", "value"], reason: "DENIED" }]);
});

test("members of a union are judged by their own type", async () => {
  const { ask } = await testMesh();
  const query = `{ search { ... on DataProduct { name } ... on Team { name budget } } }`;
  expect(await ask(query)).toMatchObject({
    data: { search: [{ name: "scores" }, { name: "risk", budget: null }] },
    errors: [{ path: ["search", "budget"], extensions: { code: "FORBIDDEN" } }],
  });
  expect((await ask(query, { roles: ["admin"] })).errors).toEqual([]);
});

test("a denied link below lists is null in every row, with one error", async () => {
  const { ask, sent } = await testMesh();
  const query = `{ loanApplicationsV1 { edges { node { amount officer { handled officerId } } } nodes { officer { id } } } }`;
  const answer = await ask(query, analyst);
  expect(answer.data).toEqual({
    loanApplicationsV1: {
      edges: [{ node: { amount: 20_000, officer: null } }, { node: { amount: 20_000, officer: null } }],
      nodes: [{ officer: null }, { officer: null }],
    },
  });
  expect(pathsOf(answer.errors)).toEqual([
    "loanApplicationsV1.edges.node.officer",
    "loanApplicationsV1.nodes.officer",
  ]);
  expect(JSON.stringify(sent)).not.toContain("officer");
});

test("a denied field that cannot be null takes its row with it", async () => {
  const { ask } = await testMesh();
  const answer = await ask(`{ teams { name vault } dataProducts { name } }`);
  expect(answer.data).toEqual({ teams: null, dataProducts: [{ name: "scores" }] });
  expect(pathsOf(answer.errors)).toEqual(["teams.vault"]);
});

test("when everything is denied nobody is asked", async () => {
  const { ask, sent } = await testMesh();
  const answer = await ask(
    `{ a: loanOfficersV1 { totalCount } b: customerCreditScoreV2(customerId: "c1") { score } __typename }`,
  );
  expect(answer.data).toEqual({ a: null, b: null, __typename: "Query" });
  expect(pathsOf(answer.errors)).toEqual(["a", "b"]);
  expect(sent).toEqual([]);
});

test("when every field of a row is denied the row is still there, or not", async () => {
  const { ask } = await testMesh();
  const query = (id: string) => `{ customerProfileV1(customerId: "${id}") { income } }`;
  expect((await ask(query("c1"))).data).toEqual({ customerProfileV1: { income: null } });
  expect((await ask(query("c9"))).data).toEqual({ customerProfileV1: null });
});

test("filters and orders by fields that are masked or closed are denied, and never sent", async () => {
  const { ask, sent } = await testMesh();
  const query = `query ($w: CustomerProfileV1Where, $o: [CustomerProfileV1OrderBy!]) {
    a: customerProfilesV1(where: $w) { totalCount }
    b: customerProfilesV1(orderBy: $o) { totalCount }
    c: customerProfilesV1(where: { country: { eq: "NL" } }) { totalCount }
  }`;
  const variables = { w: { not: { fullName: { eq: "Ada" } } }, o: [{ field: "income" }] };
  const answer = await ask(query, { variables });
  expect(answer.data).toEqual({ a: null, b: null, c: { totalCount: 3 } });
  expect(answer.errors).toMatchObject([
    { path: ["a"], extensions: { code: "FORBIDDEN", field: "fullName", policy: "role compliance" } },
    { path: ["b"], extensions: { code: "FORBIDDEN", field: "income", policy: "role risk" } },
  ]);
  expect(sent.map(({ variables: used }) => used ?? {})).toEqual([{}]);
});

test("a rule that throws denies, and tells nothing of why", async () => {
  const { ask, sent } = await testMesh();
  const answer = await ask(`{ broken }`, { roles: ["admin"] });
  expect(answer).toMatchObject({ data: { broken: null }, errors: [{ extensions: { code: "FORBIDDEN" } }] });
  expect(JSON.stringify(answer)).not.toContain("postgres");
  expect(sent).toEqual([]);
});

describe("a mutation", () => {
  const touched = { count: 0 };
  const start = () => testMesh({ subgraphs: bankSubgraphs(touched) });
  beforeEach(() => (touched.count = 0));

  test("that is allowed takes place", async () => {
    const { ask } = await start();
    const answer = await ask(`mutation { requestAccess(product: "p") { product } }`);
    expect(answer).toEqual({ data: { requestAccess: { product: "p" } }, errors: [], withheld: [] });
    expect(touched.count).toBe(1);
  });

  test.each([
    ["is denied itself", `mutation { purge }`, "purge"],
    [
      "asks for a denied field of its result",
      `mutation { requestAccess(product: "p") { product reviewer } }`,
      "requestAccess.reviewer",
    ],
    ["stands beside a denied one", `mutation { requestAccess(product: "p") { product } purge }`, "purge"],
    ["hides a denied one in a fragment", `mutation { ...F } fragment F on Mutation { x: purge }`, "x"],
  ])("that %s never reaches a subgraph", async (_what, query, path) => {
    const { ask, sent } = await start();
    const answer = await ask(query);
    expect(answer.data).toBeNull();
    expect(pathsOf(answer.errors)).toEqual([path]);
    expect(answer.errors[0]?.extensions?.["code"]).toBe("FORBIDDEN");
    expect(answer.withheld).toEqual([{ path: path.split("."), reason: "DENIED" }]);
    expect(sent).toEqual([]);
    expect(touched.count).toBe(0);
  });
});

test("a mesh with a field that nobody ruled on does not start", async () => {
  const { Query, ...rest } = catalogRules;
  await expect(testMesh({ rules: rest })).rejects.toThrow(/Query\.teams: no rule[^]*Query\.search: no rule/);
  await expect(testMesh({ rules: { ...rest, Query: { ...Query, teams: "open" as never } } })).rejects.toThrow(
    "Query.teams: not a rule",
  );
});

test("a subgraph that denies what the gateway allows is heard", async () => {
  const denied = {
    message: "vault is closed",
    path: ["teams", 0, "vault"],
    extensions: { code: "FORBIDDEN" },
  };
  const body = JSON.stringify({ data: { teams: null }, errors: [denied] });
  const { ask } = await testMesh({ transports: { catalog: () => Promise.resolve({ status: 200, body }) } });
  expect(await ask(`{ teams { vault } }`, { roles: ["admin"] })).toEqual({
    data: { teams: null },
    errors: [denied],
    withheld: [{ path: ["teams", "vault"], reason: "DENIED" }],
  });
});

test("rules on a product hold wherever its rows come from", async () => {
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { suspects: [LoanOfficerV1!]! }
    type LoanOfficerV1 @key(fields: "officerId", resolvable: false) { officerId: ID! }`;
  const other = running("fraud", sdl, [], { Query: { suspects: () => [{ officerId: "o1" }] } });
  const subgraphs = [...bankSubgraphs(), other];
  const rules = { ...catalogRules, Query: { ...catalogRules.Query, suspects: allow } };
  const { ask, sent } = await testMesh({ subgraphs, rules });
  const answer = await ask(`{ suspects { handled } }`, analyst);
  expect(answer.data).toEqual({ suspects: [{ handled: null }] });
  expect(pathsOf(answer.errors)).toEqual(["suspects.handled"]);
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(["fraud"]);
});
