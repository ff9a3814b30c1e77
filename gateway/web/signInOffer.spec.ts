import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { closing } from "../http/testing/closing.ts";
import { openGateway } from "../http/testing/openGateway.ts";
import { signInEndpoints } from "./discoverEndpoints.ts";
import type { SignInConfig } from "./signInConfig.ts";
import { webDirectory } from "./testing/webDirectory.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

/** A provider that answers with `document`, or with the status given. */
async function startProvider(document: (issuer: string) => object | number) {
  let fetches = 0;
  const server = createServer((request, response) => {
    fetches += 1;
    const found = request.url === "/.well-known/openid-configuration" ? document(issuer) : 404;
    if (typeof found === "number") response.writeHead(found, { location: "/elsewhere" }).end();
    else response.end(JSON.stringify(found));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return keep(Promise.resolve({ issuer, fetches: () => fetches, stop }));
}

const honest = (issuer: string) => ({
  issuer,
  authorization_endpoint: "https://login.example/authorize",
  token_endpoint: "https://tokens.example:8443/v1/token",
});

const config = (issuer: string, changes: Partial<SignInConfig> = {}): SignInConfig => ({
  issuer,
  clientId: "playground",
  scope: "openid",
  ...changes,
});

const ask = async (signIn?: SignInConfig) => {
  const { directory } = await keep(webDirectory());
  const { url } = await keep(openGateway({ config: { web: directory, ...(signIn && { signIn }) } }));
  const page = await fetch(`${url}/playground`);
  const described = await fetch(`${url}/session.json`);
  expect(described.headers.get("cache-control")).toBe("no-store");
  const policy = page.headers.get("content-security-policy")?.split("; ") ?? [];
  return {
    policy: policy.find((part) => part.startsWith("connect-src")),
    described: ((await described.json()) as { provider: unknown }).provider,
  };
};

describe("the offer to sign in", () => {
  it("is not made where it is not configured", async () => {
    expect(await ask()).toEqual({ policy: "connect-src 'self'", described: null });
  });

  it("names what the provider's discovery document says, and opens the page to its token endpoint alone", async () => {
    const { issuer } = await startProvider(honest);
    expect(await ask(config(issuer, { audience: "api" }))).toEqual({
      policy: "connect-src 'self' https://tokens.example:8443",
      described: {
        issuer,
        clientId: "playground",
        scope: "openid",
        audience: "api",
        authorization: "https://login.example/authorize",
        token: "https://tokens.example:8443/v1/token",
      },
    });
  });

  it("takes configured addresses and then discovers nothing", async () => {
    const { issuer, fetches } = await startProvider(honest);
    const endpoints = { authorization: "https://a.example/a", token: "https://t.example/t" };
    const { policy, described } = await ask(config(issuer, { endpoints }));
    expect(policy).toBe("connect-src 'self' https://t.example");
    expect(described).toEqual({ issuer, clientId: "playground", scope: "openid", ...endpoints });
    expect(fetches()).toBe(0);
  });

  it.each<[string, (issuer: string) => object | number]>([
    ["fails", () => 500],
    ["leads elsewhere", () => 302],
    ["is of another issuer", () => honest("https://evil.example")],
    ["lacks an address", (issuer) => ({ ...honest(issuer), token_endpoint: undefined })],
    ["names what is no address", (issuer) => ({ ...honest(issuer), token_endpoint: "/token" })],
    ["names a script", (issuer) => ({ ...honest(issuer), authorization_endpoint: "javascript:alert(1)" })],
  ])("says that it cannot be had when the document %s, and opens the page to nobody", async (_, document) => {
    const { issuer } = await startProvider(document);
    expect(await ask(config(issuer))).toEqual({
      policy: "connect-src 'self'",
      described: { problem: "The identity provider cannot be reached now. Reload to try again." },
    });
  });
});

describe("a discovery document", () => {
  it("is fetched once for many", async () => {
    const { issuer, fetches } = await startProvider(honest);
    const find = signInEndpoints(config(issuer));
    await Promise.all([find(), find(), find()]);
    expect(fetches()).toBe(1);
  });

  it("is found below an issuer whose name ends with a slash", async () => {
    const { issuer } = await startProvider((name) => honest(`${name}/`));
    await expect(signInEndpoints(config(`${issuer}/`))()).resolves.toMatchObject({
      authorization: "https://login.example/authorize",
    });
  });

  it("that failed is asked for again, after a pause", async () => {
    let isUp = false;
    let time = 0;
    const { issuer, fetches } = await startProvider((name) => (isUp ? honest(name) : 503));
    const find = signInEndpoints(config(issuer), { now: () => time });
    await expect(find()).rejects.toThrow("cannot be had");
    isUp = true;
    await expect(find()).rejects.toThrow("cannot be had");
    expect(fetches()).toBe(1);
    time = 2_000;
    await expect(find()).resolves.toMatchObject({ token: "https://tokens.example:8443/v1/token" });
  });
});
