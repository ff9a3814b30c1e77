import { encodeGlobalId } from "@datamesh/kernel/graphql";
import { validate, parse } from "graphql";
import { bankSubgraphs } from "../../gateway/supergraph/testing/subgraphs.ts";
import { testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const analyst = { roles: ["analyst"] };

test("one operation reaches several contexts, and what nobody may not see is not withheld", async () => {
  const { ask, sent } = await testMesh();
  const query = `{
    teams { rating name }
    score: customerCreditScoreV2(customerId: "c2") { customer { country } score }
  }`;
  expect(await ask(query, { roles: ["analyst", "admin"] })).toEqual({
    data: {
      teams: [{ rating: "rated by 7", name: "risk" }],
      score: { customer: { country: "DE" }, score: 701 },
    },
    errors: [],
    withheld: [],
  });
  expect(new Set(sent.map(({ subgraph }) => subgraph))).toEqual(
    new Set(["catalog", "ratings", "credit-oracle", "customers"]),
  );
});

test("a row is found by its global id, across contexts", async () => {
  const { ask } = await testMesh();
  const query = `query ($id: ID!) { node(id: $id) { __typename id ... on CustomerCreditScoreV2 { score customer { country } } } }`;
  const id = encodeGlobalId("CustomerCreditScoreV2", "c3");
  expect((await ask(query, { ...analyst, variables: { id } })).data).toEqual({
    node: { __typename: "CustomerCreditScoreV2", id, score: 702, customer: { country: "FR" } },
  });
  for (const none of ["x", encodeGlobalId("CustomerCreditScoreV2", "c4"), encodeGlobalId("CatV1", "1")]) {
    expect(await ask(query, { ...analyst, variables: { id: none } })).toEqual({
      data: { node: null },
      errors: [],
      withheld: [],
    });
  }
});

test("in a mesh without products no id names a row", async () => {
  const subgraphs = bankSubgraphs().filter(({ registered }) => registered.name === "catalog");
  const { ask } = await testMesh({ subgraphs });
  expect(await ask(`{ node(id: "x") { id } }`)).toEqual({ data: { node: null }, errors: [], withheld: [] });
});

test("introspection and __typename are answered without asking anybody", async () => {
  const { ask, sent } = await testMesh();
  const query = `query ($name: String!, $no: Boolean!) {
    kind: __typename
    __schema { queryType { name } }
    ...Types
    other: __type(name: "Nothing") @include(if: $no) { name }
  }
  fragment Types on Query { type: __type(name: $name) { ...Named } }
  fragment Named on __Type { name kind }`;
  expect(await ask(query, { variables: { name: "LoanOfficerV1", no: false } })).toEqual({
    data: {
      kind: "Query",
      __schema: { queryType: { name: "Query" } },
      type: { name: "LoanOfficerV1", kind: "OBJECT" },
    },
    errors: [],
    withheld: [],
  });
  expect(sent).toEqual([]);
});

test("introspection and data can be asked for together, in any order", async () => {
  const { ask } = await testMesh();
  const { data } = await ask(
    `{ dataProducts { __typename } __schema { __typename } __typename teams { name } }`,
  );
  expect(JSON.stringify(data)).toBe(
    `{"dataProducts":[{"__typename":"DataProduct"}],"__schema":{"__typename":"__Schema"},"__typename":"Query","teams":[{"name":"risk"}]}`,
  );
});

test("masked fields are answered and named, once per selection", async () => {
  const { ask } = await testMesh();
  const query = `{ customerProfilesV1 { nodes { n: fullName fullName country } } }`;
  const { data, withheld } = await ask(query);
  expect(data).toMatchObject({
    customerProfilesV1: { nodes: [{ n: "A. 1." }, { n: "A. 2." }, { n: "A. 3." }] },
  });
  expect(withheld).toEqual([
    { path: ["customerProfilesV1", "nodes", "n"], reason: "MASKED" },
    { path: ["customerProfilesV1", "nodes", "fullName"], reason: "MASKED" },
  ]);
  expect((await ask(query, { roles: ["compliance"] })).withheld).toEqual([]);
});

test("a masked field below an interface is named only when such a row is there", async () => {
  const { ask } = await testMesh();
  const query = `query ($id: ID!) { node(id: $id) { id ... on CustomerProfileV1 { fullName } } }`;
  const withheldOf = async (id: string) => (await ask(query, { ...analyst, variables: { id } })).withheld;
  expect(await withheldOf(encodeGlobalId("CustomerProfileV1", "c1"))).toEqual([
    { path: ["node", "fullName"], reason: "MASKED" },
  ]);
  expect(await withheldOf(encodeGlobalId("CustomerCreditScoreV2", "c1"))).toEqual([]);
});

test("variables that do not fit are the consumer's mistake, and nothing is sent", async () => {
  const { ask, sent } = await testMesh();
  const query = `query ($id: ID!, $where: CustomerProfileV1Where) {
    customerProfileV1(customerId: $id) { country }
    customerProfilesV1(where: $where) { totalCount }
  }`;
  const answer = await ask(query, { variables: { where: { country: { eq: 7 } } } });
  expect(answer.data).toBeNull();
  expect(answer.errors.map(({ extensions }) => extensions?.["code"])).toEqual([
    "BAD_USER_INPUT",
    "BAD_USER_INPUT",
  ]);
  expect(sent).toEqual([]);
});

test.each([
  `teams @include(if: $v) { name }`,
  `teams { name __typename @skip(if: $v) }`,
  `teams { name } __schema @include(if: $v) { __typename }`,
  `teams { name } __schema { queryType @include(if: $v) { name } }`,
])("a condition on null is the consumer's mistake, and nothing is sent: %s", async (selection) => {
  const { ask, sent } = await testMesh();
  const query = `query ($v: Boolean = true) { ${selection} }`;
  expect(await ask(query, { variables: { v: null } })).toMatchObject({
    data: null,
    errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
  });
  expect(sent).toEqual([]);
  expect((await ask(query)).errors).toEqual([]);
});

test("an operation of which everything is switched off is answered empty", async () => {
  const { ask } = await testMesh();
  const query = `query ($v: Boolean!) { teams @include(if: $v) { name } ... @skip(if: true) { dataProducts { name } } }`;
  expect(await ask(query, { variables: { v: false } })).toEqual({ data: {}, errors: [], withheld: [] });
  expect((await ask(query, { variables: { v: true } })).data).toEqual({ teams: [{ name: "risk" }] });
});

test("one of several operations is answered by its name", async () => {
  const { ask } = await testMesh();
  const query = `query A { teams { name } } query B { dataProducts { name } }`;
  expect((await ask(query, { operationName: "B" })).data).toEqual({ dataProducts: [{ name: "scores" }] });
  expect((await ask(query, { operationName: "A" })).data).toEqual({ teams: [{ name: "risk" }] });
  expect(await ask(query)).toMatchObject({
    data: null,
    errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
  });
});

test("default values of variables and arguments reach the subgraph", async () => {
  const { ask, sent } = await testMesh();
  const query = `query ($where: CustomerProfileV1Where = { country: { eq: "NL" } }) {
    customerProfilesV1(where: $where) { totalCount }
  }`;
  await ask(query);
  expect(sent[0]?.variables).toEqual({ where: { country: { eq: "NL" } } });
});

test("a document is planned again with other variables, and answered alike", async () => {
  const { ask } = await testMesh();
  const query = `query ($id: ID!) { customerProfileV1(customerId: $id) { country } }`;
  const countryOf = async (id: string) => (await ask(query, { variables: { id } })).data;
  expect(await countryOf("c1")).toEqual({ customerProfileV1: { country: "NL" } });
  expect(await countryOf("c2")).toEqual({ customerProfileV1: { country: "DE" } });
  expect(await countryOf("c9")).toEqual({ customerProfileV1: null });
});

test("a response key of the gateway's own does not get in the way of the consumer's", async () => {
  const { ask } = await testMesh();
  const { data } = await ask(
    `{ search { __typename ... on Team { type_: name } ... on DataProduct { type_: description } } }`,
  );
  expect(data).toEqual({
    search: [
      { __typename: "DataProduct", type_: "Scores." },
      { __typename: "Team", type_: "risk" },
    ],
  });
});

test("what federation adds to subgraphs is not there for consumers", async () => {
  const { mesh } = await testMesh();
  for (const query of [`{ _entities(representations: []) { __typename } }`, `{ _service { sdl } }`]) {
    expect(validate(mesh.apiSchema, parse(query))).not.toEqual([]);
  }
});
