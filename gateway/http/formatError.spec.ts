import { MeshError } from "@datamesh/kernel";
import { GraphQLError } from "graphql";
import { formatError } from "./formatError.ts";
import { closing } from "./testing/closing.ts";
import { answerWith, fakeMesh } from "./testing/fakeMesh.ts";
import { logLines } from "./testing/logLines.ts";
import { openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

function format(error: unknown) {
  const { log, lines } = logLines();
  return { formatted: formatError(error, { requestId: "r1", log }), lines };
}

const coded = (code: string, extensions: object = {}) =>
  new GraphQLError("told", { extensions: { code, ...extensions } });

describe("an error a consumer may see", () => {
  it.each([
    ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"],
    ["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_VALIDATION_FAILED"],
    ["BAD_REQUEST", "BAD_USER_INPUT"],
    ["BAD_USER_INPUT", "BAD_USER_INPUT"],
    ["OPERATION_RESOLUTION_FAILURE", "BAD_USER_INPUT"],
    ["PERSISTED_QUERY_NOT_FOUND", "BAD_USER_INPUT"],
    ["PERSISTED_QUERY_NOT_SUPPORTED", "BAD_USER_INPUT"],
    ["FORBIDDEN", "FORBIDDEN"],
    ["UNAUTHENTICATED", "UNAUTHENTICATED"],
    ["DEPTH_LIMIT_EXCEEDED", "DEPTH_LIMIT_EXCEEDED"],
    ["NOT_FOUND", "NOT_FOUND"],
    ["UNAVAILABLE", "UNAVAILABLE"],
  ])("of code %s has code %s", (given, code) => {
    const { formatted, lines } = format(coded(given));
    expect(formatted.extensions).toEqual({ code });
    expect(lines).toEqual([]);
  });

  it("that comes from the mesh keeps message, facts and place", () => {
    const originalError = new MeshError("FORBIDDEN", "denied", { product: "a@1", policy: "analysts" });
    const error = new GraphQLError("denied", { originalError, path: ["a", 0] });
    expect(format(error).formatted).toEqual({
      message: "denied",
      path: ["a", 0],
      extensions: { code: "FORBIDDEN", product: "a@1", policy: "analysts" },
    });
  });

  it("cannot have its code changed by its facts", () => {
    const { formatted } = format(new MeshError("FORBIDDEN", "denied", { code: "INTERNAL" }));
    expect(formatted.extensions.code).toBe("FORBIDDEN");
  });

  it("loses what other servers put beside a message", () => {
    const facts = { stacktrace: ["at x"], exception: {}, serviceName: "s", url: "http://s", product: "a@1" };
    expect(format(coded("FORBIDDEN", facts)).formatted.extensions).toEqual({
      code: "FORBIDDEN",
      product: "a@1",
    });
  });

  it.each([
    coded("GRAPHQL_VALIDATION_FAILED", { validationErrorCode: "MAX_RECURSIVE_SELECTIONS_EXCEEDED" }),
    new GraphQLError("Validation aborted.", { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }),
  ])("about a document too costly to validate is FIELD_LIMIT_EXCEEDED", (error) => {
    expect(format(error).formatted.extensions.code).toBe("FIELD_LIMIT_EXCEEDED");
  });
});

describe("an error a consumer may not see", () => {
  const secret = "postgres://mesh:secret@10.0.0.7/log at /srv/mesh/kernel/x.ts:1:2";

  it.each([
    ["a plain error", new Error(secret)],
    ["a wrapped error", new GraphQLError(secret, { originalError: new Error(secret) })],
    ["an unknown code", coded("DOWNSTREAM_SERVICE_ERROR", { url: secret })],
    ["no code", new GraphQLError(secret)],
    ["Apollo's own", coded("INTERNAL_SERVER_ERROR")],
    ["our own INTERNAL", new MeshError("INTERNAL", secret, { secret }, { cause: new Error(secret) })],
    [
      "a claim to be harmless",
      Object.assign(new Error(secret), { code: "FORBIDDEN", extensions: { code: "FORBIDDEN" } }),
    ],
    ["a text", secret],
    ["nothing", undefined],
  ])("is INTERNAL with the request id: %s", (_, error) => {
    const { formatted, lines } = format(error);
    expect(formatted).toEqual({
      message: "something went wrong here; the request id leads to the cause",
      extensions: { code: "INTERNAL", requestId: "r1" },
    });
    expect(lines).toMatchObject([{ level: 50, msg: "a request met an internal error" }]);
  });

  it.each([
    new GraphQLError(secret, {
      extensions: { code: "INTERNAL", product: "a@1", context: "inner", url: secret },
    }),
    new MeshError("INTERNAL", secret, { product: "a@1", context: "inner" }),
  ])("names the product it concerns, and nothing else", (error) => {
    const { extensions } = format(error).formatted;
    expect(extensions).toEqual({ code: "INTERNAL", requestId: "r1", product: "a@1" });
  });

  it("keeps its place in the answer", () => {
    const { formatted } = format(new GraphQLError(secret, { path: ["a"], originalError: new Error(secret) }));
    expect(formatted.path).toEqual(["a"]);
  });

  it("stands in the log as it was, its cause included", () => {
    const cause = new Error("socket hang up");
    const { lines } = format(new MeshError("INTERNAL", "lost", {}, { cause }));
    expect(JSON.stringify(lines)).toContain("socket hang up");
  });
});

describe("an error on its way through the gateway", () => {
  const leak = "connect ECONNREFUSED 10.0.0.7:5432";

  it.each([
    ["syntax", "{ whoami", 400, "GRAPHQL_VALIDATION_FAILED"],
    ["an unknown field", "{ whoamI }", 400, "GRAPHQL_VALIDATION_FAILED"],
    [
      "a fragment that contains itself",
      "{ ...a } fragment a on Query { ...a }",
      400,
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["several operations and no name", "query A { whoami } query B { whoami }", 400, "BAD_USER_INPUT"],
    ["many fields of one name", `{ customer { ${"name ".repeat(990)} } }`, 400, "FIELD_LIMIT_EXCEEDED"],
  ])("has a code of the set: %s", async (_, query, status, code) => {
    const { post } = await keep(openGateway());
    const response = await post({ query });
    expect(response.status).toBe(status);
    const answer: unknown = await response.json();
    expect(answer).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(answer).not.toHaveProperty("data");
  });

  it("does not hint at names that were not asked for", async () => {
    const { ask } = await keep(openGateway());
    expect(JSON.stringify(await ask("{ whoamI customer { nam } }"))).not.toMatch(
      /did you mean|"whoami"|"name"/i,
    );
  });

  it("does not help to guess an operation's name", async () => {
    const { post } = await keep(openGateway());
    const response = await post({ query: "query A { whoami }", operationName: "B" });
    expect(await response.json()).toEqual({
      errors: [
        { message: "the document has no operation of that name", extensions: { code: "BAD_USER_INPUT" } },
      ],
    });
  });

  it("that the mesh throws leaks nothing, and its request id leads to it", async () => {
    const mesh = fakeMesh({ answer: () => Promise.reject(new Error(leak)) });
    const { post, until } = await keep(openGateway({ mesh }));
    const response = await post({ query: "{ whoami }" }, { "x-request-id": "r9" });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: "INTERNAL", requestId: "r9" } }],
    });
    expect(text).not.toMatch(/ECONN|10\.0\.0\.7|stack|\.ts/);
    expect(await until((line) => line.level === 50)).toMatchObject({
      requestId: "r9",
      err: { message: leak },
    });
  });

  it.each([
    ["UNAVAILABLE", 503],
    ["FORBIDDEN", 403],
    ["BAD_USER_INPUT", 400],
  ] as const)("that the mesh throws on purpose keeps its code: %s", async (code, status) => {
    const mesh = fakeMesh({ answer: () => Promise.reject(new MeshError(code, "told", { product: "a@1" })) });
    const { post } = await keep(openGateway({ mesh }));
    const response = await post({ query: "{ whoami }" });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [{ message: "told", extensions: { code, product: "a@1" } }],
    });
  });

  it("that is no error at all is INTERNAL", async () => {
    const mesh = fakeMesh({ answer: () => Promise.reject("boom") });
    const { post } = await keep(openGateway({ mesh }));
    expect((await post({ query: "{ whoami }" })).status).toBe(500);
  });

  it("beside data leaves the data, and what leaks is neutral", async () => {
    const errors = [
      { message: "denied", path: ["score"], extensions: { code: "FORBIDDEN", product: "a@1" } },
      {
        message: leak,
        path: ["customer"],
        extensions: { code: "DOWNSTREAM", http: { status: 502 }, url: leak },
      },
    ];
    const data = { score: null, customer: null, whoami: "ada" };
    const { post } = await keep(openGateway({ mesh: fakeMesh({ answer: answerWith({ data, errors }) }) }));
    const response = await post(
      { query: '{ score(id: "1") customer { name } whoami }' },
      { "x-request-id": "r2" },
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data,
      errors: [
        { message: "denied", path: ["score"], extensions: { code: "FORBIDDEN", product: "a@1" } },
        {
          message: "something went wrong here; the request id leads to the cause",
          path: ["customer"],
          extensions: { code: "INTERNAL", requestId: "r2" },
        },
      ],
    });
  });

  it("about the request's variables is 400 without data", async () => {
    const errors = [{ message: "$id is missing", extensions: { code: "BAD_USER_INPUT" } }];
    const { post } = await keep(openGateway({ mesh: fakeMesh({ answer: answerWith({ errors }) }) }));
    const response = await post({ query: "query ($id: ID!) { score(id: $id) }" });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors });
  });

  it("of each kind is named in the request's log line", async () => {
    const { post, until } = await keep(openGateway());
    await post({ query: "{ nope }" });
    expect(await until((line) => line.msg === "request")).toMatchObject({
      code: "GRAPHQL_VALIDATION_FAILED",
    });
  });
});
