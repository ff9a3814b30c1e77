import { MeshError } from "@datamesh/kernel";
import { closing } from "./testing/closing.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { TOKEN, openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const QUERY = JSON.stringify({ query: "{ whoami }" });
const JSON_TYPE = { "content-type": "application/json" };

describe("a query without a valid token", () => {
  it.each([
    ["no authorization", {}, "Bearer", "a bearer token is required"],
    ["another scheme", { authorization: "Basic YTpi" }, "Bearer", "a bearer token is required"],
    ["an empty token", { authorization: "Bearer " }, "Bearer", "a bearer token is required"],
    [
      "a refused token",
      { authorization: "Bearer stolen" },
      'Bearer error="invalid_token"',
      "the token is not valid",
    ],
  ])("is 401 and says no more: %s", async (_, headers, challenge, message) => {
    const mesh = fakeMesh();
    const { url } = await keep(openGateway({ mesh }));
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { ...JSON_TYPE, ...headers },
      body: QUERY,
    });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe(challenge);
    expect(await response.json()).toEqual({
      errors: [{ message, extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(mesh.asked).toEqual([]);
  });

  it("is 401 whatever else is wrong with it, so that nothing can be probed", async () => {
    const { url } = await keep(openGateway({ mesh: "none" }));
    for (const body of ["not json", JSON.stringify({ query: "{ nope }" }), "x".repeat(300_000)]) {
      const response = await fetch(`${url}/graphql`, { method: "POST", body });
      expect(response.status).toBe(401);
    }
  });

  it("leaves the reason in the log and the token nowhere", async () => {
    const { post, until, lines } = await keep(openGateway());
    await post(QUERY, { authorization: "Bearer stolen" });
    expect(await until((line) => line.msg === "request")).toMatchObject({
      status: 401,
      refused: "BAD_SIGNATURE",
      code: "UNAUTHENTICATED",
    });
    expect(JSON.stringify(lines)).not.toContain("stolen");
  });
});

describe("a query with a token", () => {
  it("leaves in the log who asked, by which application and with which token", async () => {
    const consumer = { id: "ada", client: "workbench", roles: [], scopes: [] };
    const verifyToken = () => Promise.resolve({ ok: true, consumer, tokenId: "t-1" } as const);
    const { post, until } = await keep(openGateway({ verifyToken }));
    await post(QUERY);
    expect(await until((line) => line.msg === "request")).toMatchObject({
      consumer: "ada",
      client: "workbench",
      tokenId: "t-1",
    });
  });

  it("that is valid is answered for its consumer", async () => {
    const { ask } = await keep(openGateway());
    expect(await ask("{ whoami }")).toEqual({ data: { whoami: "ada" } });
  });

  it("whose issuer's keys cannot be had is 503, not 401", async () => {
    const { post } = await keep(
      openGateway({ verifyToken: () => Promise.resolve({ ok: false, reason: "KEYS_UNAVAILABLE" } as const) }),
    );
    const response = await post(QUERY);
    expect(response.status).toBe(503);
    expect(response.headers.has("www-authenticate")).toBe(false);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE" } }] });
  });

  it("that cannot be verified for a fault of ours is INTERNAL and tells nothing of it", async () => {
    const { post, until } = await keep(
      openGateway({ verifyToken: () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7:443")) }),
    );
    const response = await post(QUERY, { "x-request-id": "r1" });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: "INTERNAL", requestId: "r1" } }],
    });
    expect(text).not.toContain("10.0.0.7");
    expect(await until((line) => line.level === 50)).toMatchObject({
      requestId: "r1",
      err: { message: "connect ECONNREFUSED 10.0.0.7:443" },
    });
  });

  it("that a verifier finds unavailable says so", async () => {
    const { post } = await keep(
      openGateway({ verifyToken: () => Promise.reject(new MeshError("UNAVAILABLE", "no keys yet")) }),
    );
    expect((await post(QUERY, { authorization: `bearer ${TOKEN}` })).status).toBe(503);
  });
});
