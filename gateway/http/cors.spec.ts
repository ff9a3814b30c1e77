import { MeshError } from "@datamesh/kernel";
import { closing } from "./testing/closing.ts";
import { openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const APP = "https://app.example.com";
const config = { corsOrigins: [APP, "http://localhost:*"] };

/** What clients of GraphQL send, and read. */
const SENT = [
  ...["authorization", "content-type", "x-purpose", "x-request-id", "if-none-match", "traceparent"],
  ...["x-datamesh-as-of", "x-datamesh-at-least", "x-datamesh-explain", "x-datamesh-cost"],
  ...["apollo-require-preflight", "x-apollo-operation-name"],
];
const READ = ["x-request-id", "www-authenticate", "retry-after", "etag"];

const listed = ({ headers }: Pick<Response, "headers">, name: string) => headers.get(name)?.split(", ");

const preflight = (url: string, origin: string) =>
  fetch(`${url}/graphql`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });

describe("a page of a listed origin", () => {
  it.each([APP, "http://localhost:3000", "http://localhost:65535", "http://localhost"])(
    "may ask: %s",
    async (origin) => {
      const { url, post } = await keep(openGateway({ config }));
      const asked = await preflight(url, origin);
      expect(asked.status).toBe(204);
      expect(asked.headers.get("access-control-allow-origin")).toBe(origin);
      expect(asked.headers.get("access-control-allow-methods")).toBe("POST, GET");
      expect(listed(asked, "access-control-allow-headers")).toEqual(expect.arrayContaining(SENT));
      expect(asked.headers.has("access-control-allow-credentials")).toBe(false);
      const { headers } = await post({ query: "{ whoami }" }, { origin });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      expect(listed({ headers }, "access-control-expose-headers")).toEqual(expect.arrayContaining(READ));
      expect(headers.get("vary")).toBe("origin");
    },
  );

  it("can read a failure of ours, and what is down", async () => {
    for (const error of [new Error("a bug"), new MeshError("UNAVAILABLE", "no keys")]) {
      const { post } = await keep(openGateway({ config, verifyToken: () => Promise.reject(error) }));
      const failed = await post({ query: "{ whoami }" }, { origin: APP });
      expect(failed.status).toBeGreaterThanOrEqual(500);
      expect(failed.headers.get("access-control-allow-origin")).toBe(APP);
    }
  });

  it("can read nothing but what is asked with a token, and the probes", async () => {
    const { url } = await keep(openGateway({ config }));
    const openAt = async (path: string) =>
      (await fetch(url + path, { headers: { origin: APP } })).headers.has("access-control-allow-origin");
    expect(await openAt("/health/ready")).toBe(true);
    for (const path of ["/", "/catalog", "/session.json", "/session/development", "/examples.json", "/no"]) {
      expect([path, await openAt(path)]).toEqual([path, false]);
    }
  });

  it("can read refusals too", async () => {
    const { post } = await keep(openGateway({ config }));
    for (const header of ["authorization", "content-type"]) {
      const refused = await post("x", { origin: APP, [header]: "text/plain" });
      expect(refused.ok).toBe(false);
      expect(refused.headers.get("access-control-allow-origin")).toBe(APP);
    }
  });
});

describe("a page of another origin", () => {
  it.each([
    "https://evil.example.com",
    "https://app.example.com.evil.com",
    "https://app.example.com:8443",
    "http://app.example.com",
    "http://localhost.evil.com:3000",
    "https://localhost:3000",
    "null",
  ])("is told nothing: %s", async (origin) => {
    const { url, post } = await keep(openGateway({ config }));
    const asked = await preflight(url, origin);
    expect(asked.status).toBe(405);
    const answered = await post({ query: "{ whoami }" }, { origin });
    for (const { headers } of [asked, answered]) {
      expect(headers.has("access-control-allow-origin")).toBe(false);
      expect(headers.get("vary")).toBe("origin");
    }
  });

  it("may not ask at all where no origin is listed", async () => {
    const { url } = await keep(openGateway());
    expect((await preflight(url, "http://localhost:3000")).status).toBe(405);
  });
});
