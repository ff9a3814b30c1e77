import { connect } from "node:net";
import { getIntrospectionQuery } from "graphql";
import { DEFAULT_LIMITS } from "../limits/index.ts";
import { closing } from "./testing/closing.ts";
import { answerWith, fakeMesh } from "./testing/fakeMesh.ts";
import { TOKEN, openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

describe("a query", () => {
  it("reaches the mesh with its variables as they were sent", async () => {
    const mesh = fakeMesh();
    const { post } = await keep(openGateway({ mesh }));
    const query = "query A($id: ID!) { score(id: $id) } query B { whoami }";
    await post({ query, operationName: "A", variables: { id: 7 } }, { "x-request-id": "r7" });
    expect(mesh.asked).toMatchObject([
      {
        operation: { operationName: "A", variables: { id: 7 } },
        context: { consumer: { id: "ada" }, requestId: "r7" },
      },
    ]);
  });

  it("is answered with JSON that nobody stores", async () => {
    const { post } = await keep(openGateway());
    const { status, headers } = await post({ query: "{ whoami }" });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("may carry null for what it leaves out, and extensions that are not read", async () => {
    const { post } = await keep(openGateway());
    const extensions = { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } };
    const response = await post({ query: "{ whoami }", operationName: null, variables: null, extensions });
    expect(await response.json()).toEqual({ data: { whoami: "ada" } });
  });

  it("for the schema is answered in full", async () => {
    const { ask } = await keep(openGateway());
    expect(await ask(getIntrospectionQuery())).toMatchObject({
      data: { __schema: { queryType: { name: "Query" } } },
    });
  });

  it("is told what was withheld, and nothing if nothing was", async () => {
    const withheld = [{ path: ["customer", "name"], reason: "MASKED" }] as const;
    const data = { customer: { name: "A***" } };
    const one = await keep(openGateway({ mesh: fakeMesh({ answer: answerWith({ data, withheld }) }) }));
    expect(await one.ask("{ customer { name } }")).toEqual({ data, extensions: { datamesh: { withheld } } });
    const other = await keep(openGateway({ mesh: fakeMesh({ answer: answerWith({ data }) }) }));
    expect(await other.ask("{ customer { name } }")).toEqual({ data });
  });

  it("before there is a mesh is UNAVAILABLE, and answered once there is one", async () => {
    const { post, ask, mesh } = await keep(openGateway({ mesh: "none" }));
    const response = await post({ query: "{ whoami }" });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE" } }] });
    mesh.put(fakeMesh());
    expect(await ask("{ whoami }")).toEqual({ data: { whoami: "ada" } });
  });
});

describe("which state of the products a query asks for", () => {
  const time = "2026-11-23T12:00:00.000Z";

  it("reaches the mesh from extensions and from headers, and is noted", async () => {
    const mesh = fakeMesh();
    const { post, until } = await keep(openGateway({ mesh }));
    await post({ query: "{ whoami }", extensions: { datamesh: { asOf: time, cut: true } } });
    await post({ query: "{ whoami }" }, { "x-datamesh-at-least": "customers=247", "x-request-id": "r2" });
    await post({ query: "{ whoami }" });
    expect(mesh.asked.map(({ context }) => context.reading)).toEqual([
      { asOf: { kind: "time", time }, cut: true },
      { atLeast: { customers: 247 }, cut: false },
      undefined,
    ]);
    expect(await until(({ asOf }) => asOf !== undefined)).toMatchObject({ asOf: time });
    expect(await until(({ atLeast }) => atLeast !== undefined)).toMatchObject({
      requestId: "r2",
      atLeast: { customers: 247 },
    });
  });

  it("that cannot be read is 400, says where, and reaches nobody", async () => {
    const mesh = fakeMesh();
    const { post } = await keep(openGateway({ mesh }));
    const response = await post({ query: "{ whoami }" }, { "x-datamesh-as-of": "yesterday" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining("header X-DataMesh-As-Of"),
          extensions: { code: "BAD_USER_INPUT" },
        },
      ],
    });
    expect(mesh.asked).toEqual([]);
  });

  it("is told when it was asked for, beside what was withheld", async () => {
    const withheld = [{ path: ["customer", "name"], reason: "MASKED" }] as const;
    const data = { customer: { name: "A***" } };
    const { ask } = await keep(
      openGateway({ mesh: fakeMesh({ answer: answerWith({ data, withheld, cut: "a-cut" }) }) }),
    );
    expect(await ask("{ customer { name } }")).toEqual({
      data,
      extensions: { datamesh: { withheld, cut: "a-cut" } },
    });
  });

  it.each([
    ["AS_OF_UNAVAILABLE", 410, null],
    ["NOT_REACHED", 503, "1"],
  ])("is answered %s with status %i", async (code, status, retryAfter) => {
    const answer = answerWith({ data: null, errors: [{ message: "no", extensions: { code } }] });
    const { post } = await keep(openGateway({ mesh: fakeMesh({ answer }) }));
    const response = await post({ query: "{ whoami }" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([status, retryAfter]);
  });
});

describe("a query that nobody can answer now", () => {
  const unavailable = (...path: string[]) => ({ message: "gone", path, extensions: { code: "UNAVAILABLE" } });

  it.each([
    ["no data", answerWith({ data: null, errors: [unavailable()] })],
    ["nothing but nulls", answerWith({ data: { whoami: null }, errors: [unavailable("whoami")] })],
  ])("is 503, and says when to try again, with %s", async (_what, answer) => {
    const { post } = await keep(openGateway({ mesh: fakeMesh({ answer }) }));
    const response = await post({ query: "{ whoami }" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE" } }] });
  });

  it("is 200 with what there is when a part of it is answered", async () => {
    const data = { whoami: null, customer: { name: "Ada" } };
    const answer = answerWith({ data, errors: [unavailable("whoami")] });
    const { post } = await keep(openGateway({ mesh: fakeMesh({ answer }) }));
    const response = await post({ query: "{ whoami customer { name } }" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([200, null]);
    expect(await response.json()).toMatchObject({ data });
  });
});

describe("a request that is no query", () => {
  const cases: readonly (readonly [string, unknown, Record<string, string>, number, string])[] = [
    ["malformed JSON", '{"query": ', {}, 400, "the body is not JSON in UTF-8"],
    ["an empty body", "", {}, 400, "the body is not JSON in UTF-8"],
    [
      "bytes that are not UTF-8",
      new Blob([new Uint8Array([0x22, 0xff, 0x22])]),
      {},
      400,
      "the body is not JSON in UTF-8",
    ],
    ["a batch", [{ query: "{ whoami }" }], {}, 400, "batches are not accepted"],
    ["a JSON string", '"{ whoami }"', {}, 400, "the body must be one JSON object"],
    ["no query", {}, {}, 400, '"query" must be a string'],
    ["an empty query", { query: "" }, {}, 400, '"query" is empty'],
    ["a persisted query", { extensions: { persistedQuery: {} } }, {}, 400, '"query" must be a string'],
    ["a query that is an object", { query: { kind: "Document" } }, {}, 400, '"query" must be a string'],
    ["variables in a list", { query: "{ a }", variables: [] }, {}, 400, '"variables" must be an object'],
    [
      "a variable that no object is given by assignment",
      { query: "{ a }", variables: JSON.parse('{"__proto__":"c-0001"}') as object },
      {},
      400,
      'a variable cannot be named "__proto__"',
    ],
    ["variables in a text", { query: "{ a }", variables: "{}" }, {}, 400, '"variables" must be an object'],
    [
      "a numbered operation",
      { query: "{ a }", operationName: 1 },
      {},
      400,
      '"operationName" must be a string',
    ],
    ["a form", "query=a", { "content-type": "application/x-www-form-urlencoded" }, 415, "application/json"],
    ["plain text", "{}", { "content-type": "text/plain" }, 415, "application/json"],
    ["a bare document", "{ a }", { "content-type": "application/graphql" }, 415, "application/json"],
    ["another charset", "{}", { "content-type": "application/json; charset=utf-16" }, 415, "UTF-8"],
    ["a compressed body", "{}", { "content-encoding": "gzip" }, 415, "content-encoding"],
  ];

  it.each(cases)("is refused: %s", async (_, body, headers, status, message) => {
    const mesh = fakeMesh();
    const { post } = await keep(openGateway({ mesh }));
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringContaining(message), extensions: { code: "BAD_USER_INPUT" } }],
    });
    expect(mesh.asked).toEqual([]);
  });

  it("is refused when it accepts no JSON in return", async () => {
    const { post } = await keep(openGateway());
    const response = await post({ query: "{ whoami }" }, { accept: "text/html" });
    expect(response.status).toBe(406);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  });

  it("ends quietly when the client leaves half-way", async () => {
    const { url, until } = await keep(openGateway());
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TOKEN}\r\n` +
        "content-type: application/json\r\ncontent-length: 100\r\n\r\n{",
      () => socket.destroy(),
    );
    const line = await until(({ msg }) => msg === "request");
    expect(line).toMatchObject({ cutOff: true, status: 499, level: 30, consumer: "ada" });
  });
});

/** Fragments of which each spreads the next twice: 2^levels fields. */
const bomb = (levels: number): string =>
  `{...f0}${Array.from({ length: levels }, (_, i) => `fragment f${i} on Query{...f${i + 1} ...f${i + 1}}`).join("")}` +
  `fragment f${levels} on Query{whoami}`;

describe("a request beyond a limit", () => {
  it.each([
    ["20,000 fields", "TOKEN", `{ ${"__typename ".repeat(20_000)}}`, "tokens", 4_001],
    ["a fragment bomb", "FIELD", bomb(14), "fields", 2 ** 14],
    ["a deep one", "DEPTH", `{customer{friend${"{friend".repeat(11)}{name}${"}".repeat(13)}`, "depth", 14],
    ["brackets", "NESTING", `{ score(id: ${"[".repeat(1_990)}${"]".repeat(1_990)}) }`, "nesting", 1_992],
  ] as const)("is refused before it is validated: %s", async (_, kind, query, limit, actual) => {
    const mesh = fakeMesh();
    const { post } = await keep(openGateway({ mesh }));
    const response = await post({ query });
    expect(response.status).toBe(400);
    const accepted = DEFAULT_LIMITS[limit];
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining(actual.toLocaleString("en")),
          extensions: { code: `${kind}_LIMIT_EXCEEDED`, limit, accepted, actual },
        },
      ],
    });
    expect(mesh.asked).toEqual([]);
  });

  it("is refused for variables nested too deeply", async () => {
    const { post } = await keep(openGateway());
    const response = await post(
      `{"query":"{ whoami }","variables":{"a":${"[".repeat(90_000)}${"]".repeat(90_000)}}}`,
    );
    expect(await response.json()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining("in the variables or extensions"),
          extensions: { code: "VARIABLE_LIMIT_EXCEEDED", limit: "variableNesting", actual: 90_000 },
        },
      ],
    });
  });

  it.each([
    ["with its size declared", false],
    ["in chunks of unknown number", true],
  ])("is refused for a large body, %s", async (_, chunked) => {
    const { url } = await keep(openGateway());
    const text = JSON.stringify({ query: "{ whoami }", variables: { a: "x".repeat(300_000) } });
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
      ...(chunked ? { body: new Blob([text]).stream(), duplex: "half" } : { body: text }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "BODY_LIMIT_EXCEEDED", limit: "bodyBytes", accepted: 262_144 } }],
    });
  });

  it("is accepted where the limits are set higher", async () => {
    const limits = { ...DEFAULT_LIMITS, fields: 2 ** 14, rootFields: 2 ** 14, fragments: 2 ** 14 };
    const { ask } = await keep(openGateway({ config: { limits } }));
    expect(await ask(bomb(8))).toEqual({ data: { whoami: "ada" } });
  });
});
