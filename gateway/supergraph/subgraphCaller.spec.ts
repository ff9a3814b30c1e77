import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from "../types.ts";
import { subgraphCaller } from "./subgraphCaller.ts";
import { subgraphQuery } from "./subgraphQuery.ts";
import { consumer } from "./testing/testMesh.ts";

const QUERY = { query: "{ a }", variables: { n: 1 } };
const DOWN = {
  data: null,
  errors: [
    {
      message: "context customers does not answer",
      extensions: { code: "UNAVAILABLE", context: "customers" },
    },
  ],
};

async function call(transport: SubgraphTransport | undefined, deadlineMs = 1_000) {
  const notes: Record<string, unknown> = {};
  const caller = subgraphCaller(
    {
      transportTo: () => transport,
      issueToken: ({ subgraph, consumer: { id }, body }) => Promise.resolve(`${subgraph}/${id}/${body}`),
      deadlineMs,
    },
    { consumer: consumer(), requestId: "r1", note: (facts) => void Object.assign(notes, facts) },
  );
  return { result: await caller("customers", subgraphQuery(QUERY)), notes };
}

const answering = (body: unknown, status = 200): SubgraphTransport => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return () => Promise.resolve({ status, body: text });
};

test("a call carries a token made for this consumer, this subgraph and exactly the body that is sent", async () => {
  const sent: SubgraphRequest[] = [];
  await call((request) => {
    sent.push(request);
    return Promise.resolve({ status: 200, body: `{"data":{}}` });
  });
  const body = JSON.stringify(QUERY);
  expect(sent).toEqual([
    { authorization: `Bearer customers/ada/${body}`, requestId: "r1", body, repeatable: true },
  ]);
});

test("a subgraph for which there is no token is asked without authorization", async () => {
  const sent: SubgraphRequest[] = [];
  const transportTo = () => (request: SubgraphRequest) => {
    sent.push(request);
    return Promise.resolve({ status: 200, body: `{"data":{}}` });
  };
  const context = { consumer: consumer(), requestId: "r1", note: () => undefined };
  for (const tokens of [{ issueToken: () => "" }, { issueToken: () => Promise.resolve("") }, {}]) {
    await subgraphCaller({ transportTo, ...tokens }, context)("shop", subgraphQuery(QUERY));
  }
  expect(sent.map(({ authorization }) => authorization)).toEqual(["", "", ""]);
});

test("data and partial data are handed on", async () => {
  expect((await call(answering({ data: { a: 1 } }))).result).toEqual({ data: { a: 1 }, errors: [] });
  const errors = [{ message: "no such row", path: ["a"], extensions: { code: "NOT_FOUND" } }];
  expect((await call(answering({ data: { a: null }, errors }))).result).toEqual({
    data: { a: null },
    errors,
  });
});

test.each<[string, SubgraphTransport | undefined]>([
  ["cannot be reached", () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.3:4001"))],
  ["has no transport", undefined],
  [
    "throws",
    () => {
      throw new TypeError("broken");
    },
  ],
  ["answers with status 500", answering({ data: { a: 1 } }, 500)],
  [
    "refuses the token",
    answering({ errors: [{ message: "only the gateway", extensions: { code: "UNAUTHENTICATED" } }] }, 401),
  ],
  ["answers no JSON", answering("<html>Bad Gateway, see http://10.0.0.3</html>")],
  ["answers no response", answering([1])],
  ["answers neither data nor errors", answering({})],
  ["answers data that is none", answering({ data: "secret" })],
])("a subgraph that %s does not answer", async (_what, transport) => {
  expect((await call(transport)).result).toEqual(DOWN);
});

test("the cause goes to the log of the request, without the body", async () => {
  const { notes } = await call(() => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.3:4001")));
  expect(notes).toEqual({ "unavailable.customers": "connect ECONNREFUSED 10.0.0.3:4001" });
  const { notes: ofBody } = await call(answering("secret <html>"));
  expect(JSON.stringify(ofBody)).not.toContain("secret");
});

test("a subgraph that is late does not answer", async () => {
  let answered: (response: SubgraphResponse) => void = () => undefined;
  const late = new Promise<SubgraphResponse>((resolve) => (answered = resolve));
  const { result, notes } = await call(() => late, 20);
  expect(result).toEqual(DOWN);
  expect(notes).toEqual({ "unavailable.customers": "no answer within 20 ms" });
  answered({ status: 200, body: "{}" });
});

describe("the errors of a subgraph", () => {
  const errorOf = async (error: unknown) =>
    (await call(answering({ data: { a: null }, errors: [error] }))).result.errors[0];

  test("with a known code pass with message, path and safe details", async () => {
    const extensions = {
      code: "FORBIDDEN",
      product: "loan-officers@1",
      policy: "role compliance",
      field: "handled",
    };
    const denied = { message: "ask lending-team", path: ["a", 0, "b"], extensions };
    expect(await errorOf(denied)).toEqual(denied);
    expect(
      await errorOf({
        ...denied,
        locations: [{ line: 1, column: 1 }],
        extensions: { ...extensions, stacktrace: ["at /srv/x.ts"], url: "http://10.0.0.3" },
      }),
    ).toEqual(denied);
  });

  test.each([
    [
      "a raw error",
      {
        message: "connect 10.0.0.3",
        extensions: { code: "INTERNAL_SERVER_ERROR", stacktrace: ["at /srv/x.ts"] },
      },
    ],
    ["one without a code", { message: "duplicate key (email)=(ada@bank.example)" }],
    ["one with an internal code", { message: "at /srv/x.ts:3", extensions: { code: "INTERNAL" } }],
    ["one about the gateway's own token", { message: "bad token", extensions: { code: "UNAUTHENTICATED" } }],
    [
      "one about the gateway's own document",
      { message: "no field x", extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ],
    ["one without a text", { message: { secret: 1 }, extensions: { code: "FORBIDDEN" } }],
    ["something else", "10.0.0.3"],
  ])("%s is INTERNAL and tells nothing", async (_what, error) => {
    expect(await errorOf(error)).toEqual({
      message: "something went wrong in context customers",
      extensions: { code: "INTERNAL", context: "customers" },
    });
  });
});

describe("the log of the request", () => {
  const failing = async (...answers: readonly (readonly unknown[])[]) => {
    const notes: Record<string, unknown> = {};
    const left = [...answers];
    const transport: SubgraphTransport = () =>
      Promise.resolve({ status: 200, body: JSON.stringify({ data: null, errors: left.shift() }) });
    const caller = subgraphCaller(
      { transportTo: () => transport },
      { consumer: consumer(), requestId: "r1", note: (facts) => void Object.assign(notes, facts) },
    );
    const shown: unknown[] = [];
    for (const _each of answers) shown.push(await caller("shop", subgraphQuery(QUERY)));
    return { told: notes["errors.shop"], shown: JSON.stringify(shown) };
  };

  test("has the message and the code of a subgraph's own error, which the consumer is not told", async () => {
    const said = {
      message: "no such product at db:5432",
      extensions: { code: "P404", stacktrace: ["at /srv/x.ts"] },
    };
    const { told, shown } = await failing([said]);
    expect(told).toEqual([{ code: "P404", message: "no such product at db:5432" }]);
    expect(shown).toContain("something went wrong in subgraph shop");
    expect(shown).not.toMatch(/no such product|5432|P404/);
  });

  test("has five errors of all calls to a subgraph, 300 characters of each, on one line", async () => {
    const { told } = await failing(
      [{ message: `a\n\u001b[31m${"x".repeat(1_000)}` }, { message: { no: "text" } }, null],
      [{ message: "4" }, "5", { message: "6" }],
    );
    expect(told).toEqual([
      { message: `a [31m${"x".repeat(293)}` },
      { message: `{"no":"text"}` },
      { message: "null" },
      { message: "4" },
      { message: "5" },
    ]);
  });
});
