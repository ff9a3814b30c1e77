import { createHash } from "node:crypto";
import { documentStore } from "../documents/index.ts";
import { DEFAULT_LIMITS } from "../limits/index.ts";
import { closing } from "./testing/closing.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway, TOKEN } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const SDL = "type Query { rows(first: Int): [Row!], whoami: String } type Row { name: String }";
const opened = (config: NonNullable<Parameters<typeof openGateway>[0]>["config"] = {}) =>
  keep(openGateway({ mesh: fakeMesh({ sdl: SDL }), config }));

describe("the cost of a request", () => {
  const query = "query ($n: Int) { rows(first: $n) { name } }";

  it.each([
    ["in the body", { extensions: { datamesh: { cost: true } } }, {}],
    ["by header", {}, { "x-datamesh-cost": "true" }],
  ] as const)("is told to whoever asks for it: %s", async (_, body, headers) => {
    const { post } = await opened();
    const response = await post({ query, variables: { n: 7 }, ...body }, headers);
    expect(await response.json()).toEqual({
      data: { rows: null },
      extensions: { cost: { estimated: 21, accepted: DEFAULT_LIMITS.cost } },
    });
  });

  it("is told by GET too, which goes another way", async () => {
    const { url } = await opened();
    const search = new URLSearchParams({ query, variables: '{"n":7}' });
    const response = await fetch(`${url}/graphql?${search.toString()}`, {
      headers: {
        authorization: `Bearer ${TOKEN}`,
        "x-datamesh-cost": "true",
        "apollo-require-preflight": "1",
      },
    });
    expect(await response.json()).toMatchObject({ extensions: { cost: { estimated: 21 } } });
  });

  it("is not told to others", async () => {
    const { ask } = await opened();
    expect(await ask(query, { n: 7 })).toEqual({ data: { rows: null } });
  });

  it("refuses the request above the limit, before the mesh is asked, and is told then as well", async () => {
    const mesh = fakeMesh({ sdl: SDL });
    const { post } = await keep(openGateway({ mesh, config: { limits: { ...DEFAULT_LIMITS, cost: 20 } } }));
    const response = await post({ query, variables: { n: 7 } }, { "x-datamesh-cost": "true" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "COST_LIMIT_EXCEEDED", limit: "cost", accepted: 20, actual: 21 } }],
      extensions: { cost: { estimated: 21, accepted: 20 } },
    });
    expect(mesh.asked).toEqual([]);
    expect((await post({ query, variables: { n: 6 } })).status).toBe(200);
  });

  it.each([
    [
      "a document beyond another limit",
      { query: `{ ${"rows { name } ".repeat(51)} }` },
      "ROOT_FIELD_LIMIT_EXCEEDED",
    ],
    [
      "variables beyond a limit",
      { query, variables: { n: JSON.parse("[".repeat(30) + "]".repeat(30)) } },
      "VARIABLE_LIMIT_EXCEEDED",
    ],
    ["a document that is not valid", { query: "{ nothing }" }, "GRAPHQL_VALIDATION_FAILED"],
  ])("is not known of %s", async (_, body, code) => {
    const { post } = await opened();
    const answer: unknown = await (await post(body, { "x-datamesh-cost": "true" })).json();
    expect(answer).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(answer).not.toHaveProperty("extensions");
  });

  it.each([
    [{ extensions: { datamesh: { cost: 1 } } }, {}],
    [{}, { "x-datamesh-cost": "maybe" }],
  ] as const)("is asked for with yes or no", async (body, headers) => {
    const { post } = await opened();
    const response = await post({ query, ...body }, headers);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  });
});

describe("a consumer that asks too much at a time", () => {
  it("is told of what, and when it may come back", async () => {
    const { post } = await opened({ rates: { perSecond: 1, burst: 1, concurrent: 10 } });
    expect((await post({ query: "{ whoami }" })).status).toBe(200);
    expect((await post({ query: "{ whoami }" })).status).toBe(200);
    const refused = await post({ query: "{ whoami }" });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: "too much at a time: at most 1 requests in a second",
          extensions: { code: "RATE_LIMITED", limit: "perSecond", accepted: 1, retryAfter: 1 },
        },
      ],
    });
  });

  it("asks as much as it costs in a minute", async () => {
    const { post } = await opened({ rates: { perSecond: 100, burst: 1, concurrent: 10, costPerMinute: 40 } });
    const query = "{ rows(first: 10) { name } }";
    expect((await post({ query })).status).toBe(200);
    const refused = await post({ query }, { "x-datamesh-cost": "true" });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: "RATE_LIMITED", limit: "costPerMinute", accepted: 40 } }],
      extensions: { cost: { estimated: 30 } },
    });
  });

  it("has a place again when an answer is given", async () => {
    const { post } = await opened({ rates: { perSecond: 100, burst: 1, concurrent: 1 } });
    for (let i = 0; i < 5; i++) expect((await post({ query: "{ whoami }" })).status).toBe(200);
  });
});

describe("a document that was published", () => {
  const text = "query Who { whoami }";
  const hash = createHash("sha256").update(text).digest("hex");
  const client = async (mode: "on" | "only" | "off", id: string | undefined = "app") => {
    const documents = documentStore();
    documents.replace([{ client: "app", hash, text }]);
    const consumer = { id: "ada", roles: [], scopes: [], ...(id !== undefined && { client: id }) };
    return keep(
      openGateway({
        mesh: fakeMesh({ sdl: SDL }),
        documents,
        config: { documents: mode },
        verifyToken: () => Promise.resolve({ ok: true, consumer }),
      }),
    );
  };

  it.each([
    ["by documentId", { documentId: `sha256:${hash}` }],
    ["as Apollo's clients do", { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }],
    ["as its text", { query: text }],
  ])("is answered %s, where nothing else is", async (_, body) => {
    const { post } = await client("only");
    expect(await (await post(body)).json()).toEqual({ data: { whoami: "ada" } });
  });

  it("is answered by GET, too", async () => {
    const { url } = await client("only");
    const response = await fetch(`${url}/graphql?documentId=sha256:${hash}`, {
      headers: { authorization: `Bearer ${TOKEN}`, "apollo-require-preflight": "1" },
    });
    expect(await response.json()).toEqual({ data: { whoami: "ada" } });
  });

  it.each([
    ["another's document", "only", "other", { documentId: `sha256:${hash}` }],
    ["any where documents are off", "off", "app", { documentId: `sha256:${hash}` }],
    [
      "introspection where only documents are accepted",
      "only",
      "app",
      { query: "{ __schema { types { name } } }" },
    ],
    ["any other text then", "only", "app", { query: "{ whoami }" }],
  ] as const)("and not %s", async (_, mode, id, body) => {
    const { post } = await client(mode, id);
    const response = await post(body);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }],
    });
  });

  it.each([
    { query: text, documentId: `sha256:${hash}` },
    { documentId: "sha256:1" },
    { extensions: { persistedQuery: { sha256Hash: 1 } } },
    {},
  ])("is asked for in one way, %#", async (body) => {
    const { post } = await client("on");
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  });
});
