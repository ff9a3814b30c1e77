import { MeshError } from "@datamesh/kernel";
import type { Exchange } from "./exchange.ts";
import { pathOf, router } from "./router.ts";
import type { Handler } from "./router.ts";
import { closing } from "./testing/closing.ts";
import { logLines } from "./testing/logLines.ts";
import { TOKEN, openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

describe("the gateway's paths", () => {
  it.each([
    ["GET", "/examples.json", 200],
    ["HEAD", "/examples.json", 200],
    ["GET", "/examples.json?a=b", 200],
    ["GET", "/health/live", 200],
    ["HEAD", "/health/live", 200],
    ["GET", "/health/ready", 200],
  ])("answer %s %s with %d", async (method, path, status) => {
    const { url } = await keep(openGateway());
    expect((await fetch(url + path, { method })).status).toBe(status);
  });

  it.each([
    ["GET", "/graphql", 400],
    ["PUT", "/graphql", 405],
    ["OPTIONS", "/graphql", 405],
    ["POST", "/playground", 405],
    ["POST", "/health/live", 405],
    ["DELETE", "/health/ready", 405],
    ["POST", "/", 405],
    ["GET", "/graphql/", 404],
    ["GET", "/health", 404],
    ["POST", "/admin", 404],
    ["GET", "/__proto__", 404],
    ["POST", "/session.json", 405],
    ["GET", "/playground/../package.json", 404],
    ["GET", "/playground/..%2f..%2fpackage.json", 404],
    ["GET", "//", 404],
  ])("refuse %s %s with %d", async (method, path, status) => {
    const { url } = await keep(openGateway());
    const response = await fetch(url + path, { method, headers: { authorization: `Bearer ${TOKEN}` } });
    const code = status === 404 ? "NOT_FOUND" : "BAD_USER_INPUT";
    expect([response.status, await response.json()]).toMatchObject([
      status,
      { errors: [{ extensions: { code } }] },
    ]);
  });

  it.each([
    ["/graphql", "POST, GET, HEAD, OPTIONS"],
    ["/playground", "GET, HEAD"],
    ["/health/ready", "GET, HEAD"],
  ])("name the methods of %s to whoever tries another", async (path, allow) => {
    const { url } = await keep(openGateway());
    const response = await fetch(url + path, { method: "DELETE" });
    expect(response.headers.get("allow")).toBe(allow);
  });

  it.each(["/graphql", "/playground", "/health/live", "/nowhere"])(
    "answer %s with headers that keep browsers careful",
    async (path) => {
      const { url } = await keep(openGateway());
      const { headers } = await fetch(url + path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.has("x-powered-by")).toBe(false);
    },
  );
});

describe("a path without a route", () => {
  const ask = async (url: string, otherwise?: Handler) => {
    const noted: object[] = [];
    const note = (facts: object) => void noted.push(facts);
    const request = { url, method: "GET" };
    const exchange = { request, requestId: "r1", log: logLines().log, note } as unknown as Exchange;
    const known: Handler = () => ({ status: 200, headers: {}, body: "known" });
    const reply = await router(
      [{ path: "/known", name: "known", methods: { GET: known } }],
      otherwise,
    )(exchange);
    return { ...reply, noted };
  };
  const echo: Handler = (exchange) => ({ status: 200, headers: {}, body: `nothing at ${pathOf(exchange)}` });

  it("is answered by what the router is given for all others, as unknown", async () => {
    expect(await ask("/nowhere?a=b", echo)).toMatchObject({
      body: "nothing at /nowhere",
      noted: [{ route: "unknown" }],
    });
    expect(await ask("/known?a=b", echo)).toMatchObject({ body: "known", noted: [{ route: "known" }] });
  });

  it("is 404 unless something is given", async () => {
    expect((await ask("/nowhere")).status).toBe(404);
  });

  it("gets a reply also if that fails", async () => {
    const failing = () => Promise.reject(new MeshError("UNAVAILABLE", "not now"));
    expect((await ask("/nowhere", failing)).status).toBe(503);
  });
});
