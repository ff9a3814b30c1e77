import { issueServiceToken } from "../../servicetoken/index.ts";
import { askSubgraph, consumerWith, TEST_NOW, TEST_SERVICE_KEY } from "../testing/askSubgraph.ts";
import { failing, problems, statements, stopSubgraphs, subgraphOf } from "../testing/subgraphBench.ts";

const analyst = consumerWith("analyst");
const LIST = `{ loanApplicationsV1 { nodes { score } } }`;

afterEach(stopSubgraphs);

describe("who may ask a subgraph", () => {
  const body = JSON.stringify({ query: LIST });
  const token = (changes: Partial<Parameters<typeof issueServiceToken>[0]> = {}): string =>
    issueServiceToken({
      key: TEST_SERVICE_KEY,
      subgraph: "lending",
      consumer: analyst,
      body,
      now: TEST_NOW,
      ...changes,
    });
  const longAgo = new Date(TEST_NOW.getTime() - 120_000);

  it.each<[string, () => Promise<string>]>([
    ["nothing", async () => ""],
    ["no token", async () => "Bearer "],
    ["another scheme", async () => `Basic ${token()}`],
    ["a token for another subgraph", async () => `Bearer ${token({ subgraph: "customers" })}`],
    ["a token under another key", async () => `Bearer ${token({ key: new Uint8Array(32).fill(8) })}`],
    ["a token for another body", async () => `Bearer ${token({ body: `${body} ` })}`],
    ["an old token", async () => `Bearer ${token({ now: longAgo })}`],
  ])("not one who brings %s: 401, and nothing is read or told", async (_what, authorization) => {
    const subgraph = await subgraphOf();
    const answer = await subgraph.handle({ authorization: await authorization(), requestId: "r", body });
    expect(answer).toEqual({
      status: 401,
      body: `{"errors":[{"message":"only the gateway may ask","extensions":{"code":"UNAUTHENTICATED"}}]}`,
    });
    expect(statements).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it("not the gateway, with a byte more than its token is bound to", async () => {
    const subgraph = await subgraphOf();
    const authorization = `Bearer ${token()}`;
    expect((await subgraph.handle({ authorization, requestId: "r", body: `${body} ` })).status).toBe(401);
  });

  it("the gateway, for exactly the body its token is bound to", async () => {
    const subgraph = await subgraphOf();
    const answer = await subgraph.handle({ authorization: `Bearer ${token()}`, requestId: "r", body });
    expect(answer).toEqual({ status: 200, body: `{"data":{"loanApplicationsV1":{"nodes":[]}}}` });
  });

  it("and for the schema, too, which nobody gets by introspection", async () => {
    const subgraph = await subgraphOf();
    const { data } = await askSubgraph(subgraph, analyst, "{ _service { sdl } }");
    expect(JSON.stringify(data)).toContain("type LoanApplicationV1 implements Node");
    const { errors } = await askSubgraph(subgraph, analyst, "{ __schema { queryType { name } } }");
    expect(errors[0]?.extensions).toEqual({ code: "GRAPHQL_VALIDATION_FAILED" });
  });

  it.each(["", "[]", "{}", `[{"query":"{__typename}"}]`, `{"query":1}`, `{"query":"{a}","variables":[]}`])(
    "with a body that is one GraphQL request, which %j is not",
    async (sent) => {
      const subgraph = await subgraphOf();
      const authorization = `Bearer ${token({ body: sent })}`;
      const answer = await subgraph.handle({ authorization, requestId: "r", body: sent });
      expect(answer.status).toBe(400);
      expect(answer.body).toContain("BAD_USER_INPUT");
    },
  );

  it("nobody any more once it has stopped", async () => {
    const subgraph = await subgraphOf();
    await subgraph.stop();
    expect(await askSubgraph(subgraph, analyst, LIST)).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: "UNAVAILABLE" } }],
    });
  });
});

describe("what a subgraph answers when it cannot", () => {
  const unreachable = Object.assign(new Error("connect ECONNREFUSED 10.1.2.3:5432"), {
    code: "ECONNREFUSED",
  });

  it("reach its store: UNAVAILABLE, without the address, which the log has", async () => {
    const subgraph = await subgraphOf({ database: failing(unreachable) });
    const { status, data, errors, text } = await askSubgraph(subgraph, analyst, LIST);
    expect({ status, data }).toEqual({ status: 200, data: { loanApplicationsV1: null } });
    expect(errors[0]).toMatchObject({
      message: "context lending cannot reach its store",
      path: ["loanApplicationsV1", "nodes"],
      extensions: { code: "UNAVAILABLE" },
    });
    expect(text).not.toContain("10.1.2.3");
    expect(problems).toEqual([expect.objectContaining({ requestId: "request-1", subgraph: "lending" })]);
    expect(problems[0]?.error).toHaveProperty("cause", unreachable);
  });

  it("have a connection of it: UNAVAILABLE, which says to try again, and so does the log", async () => {
    const taken = new Error("timeout exceeded when trying to connect");
    const subgraph = await subgraphOf({ database: failing(taken) });
    const { errors } = await askSubgraph(subgraph, analyst, LIST);
    const message = "context lending is busy: try again in a moment";
    expect(errors[0]).toMatchObject({ message, extensions: { code: "UNAVAILABLE" } });
    expect(problems).toMatchObject([{ message: `UNAVAILABLE: ${message}`, error: { cause: taken } }]);
  });

  it("understand what happened: INTERNAL with the request id and nothing else, which the log has", async () => {
    const odd = Object.assign(new Error(`relation "lending.secret" does not exist`), { code: "42P01" });
    const subgraph = await subgraphOf({ database: failing(odd) });
    const { errors, text } = await askSubgraph(subgraph, analyst, LIST);
    expect(errors[0]).toMatchObject({
      message: "internal error, request request-1",
      extensions: { code: "INTERNAL", requestId: "request-1" },
    });
    expect(text).not.toMatch(/secret|stack/);
    expect(problems[0]?.error).toBe(odd);
  });

  it("serve a promised field because its rows are older: UNAVAILABLE, and other fields still answer", async () => {
    const subgraph = await subgraphOf({
      stored: (_product, field) => field !== "score" && field !== "comment",
    });
    const { data, errors } = await askSubgraph(
      subgraph,
      analyst,
      `{ one: loanApplicationsV1 { nodes { score } } other: loanApplicationsV1 { nodes { comment } } }`,
    );
    expect(data).toEqual({ one: null, other: { nodes: [] } });
    expect(errors).toEqual([
      expect.objectContaining({
        message: "score of loan-applications@1 is not there before the product is rebuilt",
        extensions: { code: "UNAVAILABLE" },
      }),
    ]);
  });
});

describe("what a subgraph refuses to compute", () => {
  it.each([
    [`first: 1001`, "first is 1001: a page has 0 to 1000 rows"],
    [`last: -1`, "last is -1: a page has 0 to 1000 rows"],
    [`first: 1, last: 1`, "page forward with first and after, or backward with last and before, not both"],
    [`after: "nonsense"`, "after is not a cursor: pass one that this connection answered"],
    [`where: {score: {eq: null}}`, "where.score.eq is null: ask with isNull instead"],
    [`where: {amount: {eq: "0.001"}}`, /^where.amount.eq is not a decimal text of at most 12 digits/],
    [`where: {decidedAt: {gt: "yesterday"}}`, /DateTime must be a date and time with offset/],
    [`where: {submittedOn: {in: ["2011-02-29"]}}`, /Date must be a calendar day/],
    [`where: {clicks: {gt: "9223372036854775808"}}`, /BigInt must be a whole number within 64 bits/],
    [`where: {amount: {gt: "1e3"}}`, /Decimal must be a decimal number/],
  ])("%s: BAD_USER_INPUT, saying why, and nothing is read", async (argument, message) => {
    const subgraph = await subgraphOf();
    const { errors } = await askSubgraph(
      subgraph,
      analyst,
      `{ loanApplicationsV1(${argument}) { nodes { id } } }`,
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions).toEqual({ code: "BAD_USER_INPUT" });
    expect(errors[0]?.message).toMatch(message);
    expect(statements).toEqual([]);
  });

  it("values of scalars in variables, too", async () => {
    const subgraph = await subgraphOf();
    const query = `query ($where: LoanApplicationV1Where) { loanApplicationsV1(where: $where) { nodes { id } } }`;
    const { errors } = await askSubgraph(subgraph, analyst, query, { where: { decidedAt: { gt: "2011" } } });
    expect(errors[0]?.extensions).toEqual({ code: "BAD_USER_INPUT" });
    expect(errors[0]?.message).toContain("where.decidedAt.gt");
  });

  it("filters nested so deeply that reading them is a load of its own", async () => {
    const subgraph = await subgraphOf();
    let where: object = { score: { eq: 1 } };
    for (let depth = 0; depth < 400; depth++) where = { not: where };
    const query = `query ($where: LoanApplicationV1Where) { loanApplicationsV1(where: $where) { nodes { id } } }`;
    const { errors } = await askSubgraph(subgraph, analyst, query, { where });
    expect(errors[0]).toMatchObject({
      message: "where is nested deeper than 10 levels",
      extensions: { code: "BAD_USER_INPUT" },
    });
  });
});

describe("what a context adds to its subgraph by hand", () => {
  it("stands in the schema and runs with the request's scope", async () => {
    const subgraph = await subgraphOf({
      extension: {
        typeDefs: `extend type Query { whoAmI: String }`,
        resolvers: { Query: { whoAmI: (_root, _args, scope) => scope.consumer.id } },
      },
    });
    expect(subgraph.sdl).toContain("whoAmI");
    expect((await askSubgraph(subgraph, analyst, "{ whoAmI }")).data).toEqual({ whoAmI: "someone" });
  });
});
