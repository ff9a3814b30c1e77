import { encodeGlobalId } from "@datamesh/kernel/graphql";
import type { SubgraphTransport } from "../../gateway/types.ts";
import { testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const analyst = { roles: ["analyst"] };
const down: SubgraphTransport = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.3:4001"));
const late: SubgraphTransport = () => new Promise(() => undefined);
const answering =
  (body: object): SubgraphTransport =>
  () =>
    Promise.resolve({ status: 200, body: JSON.stringify(body) });

const unavailable = (context: string, ...path: readonly (string | number)[]) => ({
  message: `context ${context} does not answer`,
  path,
  extensions: {
    code: "UNAVAILABLE",
    context,
    ...(context === "customers" && { product: "customer-profiles@1" }),
  },
});

test("when a context is down its root fields are null and say so, and the others answer", async () => {
  const { ask } = await testMesh({ transports: { customers: down } });
  const query = `{
    a: customerProfileV1(customerId: "c1") { country }
    b: customerProfilesV1 { totalCount }
    dataProducts { name }
  }`;
  expect(await ask(query)).toEqual({
    data: { a: null, b: null, dataProducts: [{ name: "scores" }] },
    errors: [unavailable("customers", "a"), unavailable("customers", "b")],
    withheld: [],
  });
});

test("rows of the context that rows of another lead to are null, with one error for each selection", async () => {
  const { ask } = await testMesh({ transports: { customers: down } });
  const query = `{ customerCreditScoresV2 { nodes { score customer { customerId c: country } } } }`;
  expect(await ask(query, analyst)).toEqual({
    data: {
      customerCreditScoresV2: {
        nodes: [0, 1, 2].map((n) => ({ score: 700 + n, customer: null })),
      },
    },
    errors: [unavailable("customers", "customerCreditScoresV2", "nodes", "customer", "c")],
    withheld: [],
  });
});

test("a linked row of which only the key is asked is null too, and says why", async () => {
  const { ask } = await testMesh({ transports: { customers: down } });
  const answer = await ask(
    `{ customerCreditScoreV2(customerId: "c1") { customer { customerId } } }`,
    analyst,
  );
  expect(answer.data).toEqual({ customerCreditScoreV2: { customer: null } });
  expect(answer.errors).toEqual([unavailable("customers", "customerCreditScoreV2", "customer")]);
});

test("the same rows in two places each get their errors", async () => {
  const { ask } = await testMesh({ transports: { customers: down } });
  const query = `{
    x: customerCreditScoresV2 { nodes { customer { country fullName } } }
    y: customerCreditScoresV2 { edges { node { customer { country } } } }
    z: loanApplicationsV1 { nodes { customer { country } } }
  }`;
  const answer = await ask(query, analyst);
  expect(answer.errors).toEqual(
    expect.arrayContaining([
      unavailable("customers", "x", "nodes", "customer", "country"),
      unavailable("customers", "x", "nodes", "customer", "fullName"),
      unavailable("customers", "y", "edges", "node", "customer", "country"),
      unavailable("customers", "z", "nodes", "customer", "country"),
    ]),
  );
  expect(answer.errors).toHaveLength(4);
  expect(answer.data).toMatchObject({
    z: { nodes: [{ customer: null }, { customer: null }] },
  });
});

test("a field of the context that cannot be null takes its row with it", async () => {
  const { ask } = await testMesh({ transports: { catalog: down } });
  const answer = await ask(
    `{ dataProducts { name } customerProfilesV1 { totalCount product { description } } }`,
  );
  expect(answer.data).toBeNull();
  const nested = await ask(`{ customerProfilesV1 { totalCount product { name description } } }`);
  expect(nested).toEqual({
    data: { customerProfilesV1: { totalCount: 3, product: null } },
    errors: [unavailable("catalog", "customerProfilesV1", "product", "description")],
    withheld: [],
  });
});

test("a computed field of a context that is down is null", async () => {
  const { ask } = await testMesh({ transports: { ratings: down } });
  expect(await ask(`{ teams { name r: rating } }`, { roles: ["admin"] })).toEqual({
    data: { teams: [{ name: "risk", r: null }] },
    errors: [unavailable("ratings", "teams", "r")],
    withheld: [],
  });
});

test("what only the plan asked for is not named; the error stands where the consumer asked for something", async () => {
  const errors = [{ message: "no budget", path: ["teams", 0, "budget"], extensions: { code: "NOT_FOUND" } }];
  const teams = [{ __typename: "Team", name: "risk", budget: null }];
  const { ask } = await testMesh({ transports: { catalog: answering({ data: { teams }, errors }) } });
  expect((await ask(`{ teams { rating } }`, { roles: ["admin"] })).errors).toMatchObject([
    { message: "no budget", path: ["teams", 0] },
  ]);
});

test("a node whose context is down is UNAVAILABLE, not absent", async () => {
  const { ask } = await testMesh({ transports: { customers: down } });
  const id = encodeGlobalId("CustomerProfileV1", "c1");
  expect(await ask(`{ n: node(id: "${id}") { id } }`)).toEqual({
    data: { n: null },
    errors: [
      {
        ...unavailable("customers", "n"),
        extensions: { code: "UNAVAILABLE", context: "customers", product: "customer-profiles@1" },
      },
    ],
    withheld: [],
  });
});

test("a context that is late does not hold the others up for longer than the deadline", async () => {
  const { ask, notes } = await testMesh({ transports: { customers: late }, deadlineMs: 30 });
  const answer = await ask(`{ customerProfileV1(customerId: "c1") { country } teams { name } }`);
  expect(answer).toEqual({
    data: { customerProfileV1: null, teams: [{ name: "risk" }] },
    errors: [unavailable("customers", "customerProfileV1")],
    withheld: [],
  });
  expect(notes).toContainEqual({ "unavailable.customers": "no answer within 30 ms" });
});

test("denied and unavailable selections are told apart", async () => {
  const { ask } = await testMesh({ transports: { customers: down } });
  const answer = await ask(
    `{ customerProfileV1(customerId: "c1") { income country } loanOfficersV1 { totalCount } }`,
  );
  expect(answer.errors.map(({ path, extensions }) => [path?.join("."), extensions?.["code"]])).toEqual([
    ["customerProfileV1.income", "FORBIDDEN"],
    ["loanOfficersV1", "FORBIDDEN"],
    ["customerProfileV1", "UNAVAILABLE"],
  ]);
});

test.each([
  [
    "a raw error",
    {
      data: null,
      errors: [
        {
          message: "connect 10.0.0.3",
          extensions: { code: "INTERNAL_SERVER_ERROR", stacktrace: ["at /srv/app.ts:3"] },
        },
      ],
    },
  ],
  [
    "a raw error with a path",
    {
      data: { teams: null },
      errors: [
        {
          message: "relation 10.0.0.3",
          path: ["teams"],
          extensions: { exception: { stack: "at /srv/app.ts" } },
        },
      ],
    },
  ],
  [
    "a raw error below its data",
    {
      data: { teams: [{ name: "risk", rating: null }] },
      errors: [{ message: "10.0.0.3 at /srv", path: ["teams", 0, "name"] }],
    },
  ],
])("%s of a context reaches the consumer as INTERNAL, without address or stack", async (_what, body) => {
  const { ask } = await testMesh({ transports: { catalog: answering(body) } });
  const answer = await ask(`{ teams { name } }`);
  expect(answer.errors).toHaveLength(1);
  expect(answer.errors[0]).toMatchObject({
    message: "something went wrong in context catalog",
    extensions: { code: "INTERNAL" },
  });
  expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.3|srv|stack/);
});

test("an error of a context about one row keeps its place among the rows", async () => {
  const { ask } = await testMesh({
    transports: {
      customers: ({ body }) => {
        const { variables } = JSON.parse(body) as {
          variables: { representations: readonly { customerId: string }[] };
        };
        const _entities = variables.representations.map(({ customerId }) =>
          customerId === "c2" ? null : { country: "NL" },
        );
        const errors = [
          {
            message: "erased",
            path: ["_entities", _entities.indexOf(null)],
            extensions: { code: "NOT_FOUND" },
          },
        ];
        return Promise.resolve({ status: 200, body: JSON.stringify({ data: { _entities }, errors }) });
      },
    },
  });
  const answer = await ask(`{ customerCreditScoresV2 { nodes { customer { country } } } }`, analyst);
  expect(answer.errors).toEqual([
    {
      message: "erased",
      path: ["customerCreditScoresV2", "nodes", 1, "customer"],
      extensions: { code: "NOT_FOUND", product: "customer-credit-scores@2" },
    },
  ]);
});

test("a context that leaves out what cannot be null is told to, here and in the log", async () => {
  const { ask, notes } = await testMesh({
    transports: { catalog: answering({ data: { all: [{}] } }) },
  });
  const missing = {
    message: "catalog gives no value that can stand here",
    path: ["all", 0, "called"],
    extensions: { code: "INTERNAL", requestId: "r1" },
  };
  expect(await ask(`{ all: dataProducts { called: name } }`)).toEqual({
    data: null,
    errors: [missing],
    withheld: [],
  });
  expect(notes).toEqual([{ "missing.catalog": ["all.0.called"] }]);
});

test("what is missing of an entity is asked of another context than the row it stands in", async () => {
  const rating = { rating: "secret of ratings" };
  const { ask, notes } = await testMesh({
    transports: {
      catalog: answering({ data: { teams: [{ __typename: "Team", name: "risk", budget: 7 }] } }),
      ratings: answering({ data: { _entities: [{ rating }] } }),
    },
  });
  const { data, errors } = await ask(`{ teams { rating } }`, { roles: ["admin"] });
  expect(data).toEqual({ teams: [{ rating: null }] });
  expect(errors).toMatchObject([
    { message: "ratings gives no value that can stand here", path: ["teams", 0, "rating"] },
  ]);
  expect(notes).toEqual([{ "missing.ratings": ["teams.0.rating"] }]);
});
