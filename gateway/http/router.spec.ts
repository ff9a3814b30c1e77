import { closing } from "./testing/closing.ts";
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
    ["GET", "/graphql", 405],
    ["GET", "/graphql?query=%7Bwhoami%7D", 405],
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
    ["/graphql", "POST, OPTIONS"],
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
