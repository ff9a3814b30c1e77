import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { MeshError } from "@datamesh/kernel";
import { remoteKeys } from "./remoteKeys.ts";
import type { RemoteKeysOptions } from "./remoteKeys.ts";
import { NOW, forge, issuerOf, newSigner } from "./testing/forge.ts";
import type { Signer } from "./testing/forge.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

const [first, second] = [await newSigner("2026-10"), await newSigner("2026-11")];
const running: Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await stop(server);
});

describe("keys fetched from an issuer", () => {
  it("verify its tokens, fetched once for many", async () => {
    const issuer = await startIssuer(first);
    const verify = verifierFor(issuer.url);
    const tokens = await Promise.all([1, 2, 3].map((id) => forge(first, { claims: { jti: `token-${id}` } })));
    for (const verified of await Promise.all(tokens.map(verify)))
      expect(verified).toMatchObject({ ok: true });
    expect(await verify(await forge(first))).toMatchObject({ ok: true });
    expect(issuer.fetches()).toBe(1);
  });

  it("follow a rotation: a new kid is fetched, the old one stays good while it is published", async () => {
    const issuer = await startIssuer(first);
    const verify = verifierFor(issuer.url, { cooldownMs: 0 });
    expect(await verify(await forge(first))).toMatchObject({ ok: true });
    issuer.publish(first, second);
    expect(await verify(await forge(second))).toMatchObject({ ok: true });
    expect(await verify(await forge(first))).toMatchObject({ ok: true });
    expect(issuer.fetches()).toBe(2);
  });

  it("are not fetched again for every invented kid", async () => {
    const issuer = await startIssuer(first);
    const verify = verifierFor(issuer.url, { cooldownMs: 60_000 });
    expect(await verify(await forge(first))).toMatchObject({ ok: true });
    for (const kid of ["a", "b", "c"]) {
      expect(await verify(await forge(first, { header: { kid } }))).toEqual({
        ok: false,
        reason: "UNKNOWN_KEY",
      });
    }
    expect(issuer.fetches()).toBe(1);
  });

  it("are forgotten after their time, so a withdrawn key is refused", async () => {
    const issuer = await startIssuer(first, second);
    const verify = verifierFor(issuer.url, { cacheMaxAgeMs: 0 });
    expect(await verify(await forge(first))).toMatchObject({ ok: true });
    issuer.publish(second);
    expect(await verify(await forge(first))).toEqual({ ok: false, reason: "UNKNOWN_KEY" });
  });

  it("tell when they are others than before, and only then", async () => {
    const issuer = await startIssuer(first);
    const told: number[] = [];
    const onChange = () => void told.push(issuer.fetches());
    const verify = verifierFor(issuer.url, { cacheMaxAgeMs: 0, onChange });
    const token = await forge(first);
    await verify(token);
    await verify(token);
    expect(told).toEqual([]);
    issuer.publish(first, second);
    expect(await verify(token)).toMatchObject({ ok: true });
    expect(told).toHaveLength(1);
  });

  it("serve on from the cache while the issuer is down", async () => {
    const issuer = await startIssuer(first);
    const verify = verifierFor(issuer.url, { cooldownMs: 0 });
    expect(await verify(await forge(first))).toMatchObject({ ok: true });
    await stop(issuer.server);
    expect(await verify(await forge(second))).toEqual({ ok: false, reason: "KEYS_UNAVAILABLE" });
    expect(await verify(await forge(first))).toMatchObject({ ok: true });
  });
});

describe("keys that cannot be fetched", () => {
  it("because nobody listens refuse the token as KEYS_UNAVAILABLE", async () => {
    const { server, url } = await startIssuer(first);
    await stop(server);
    expect(await verifierFor(url)(await forge(first))).toEqual({ ok: false, reason: "KEYS_UNAVAILABLE" });
  });

  it.each<[string, RequestListener]>([
    ["an error", (_, response) => response.writeHead(500).end("stack trace")],
    ["a redirect", (_, response) => response.writeHead(302, { location: "/elsewhere" }).end()],
    ["a page instead of keys", (_, response) => response.end("<html>")],
    ["JSON that is no key set", (_, response) => response.end('{"keys":{}}')],
    ["silence", () => undefined],
  ])("because the issuer answers with %s refuse the token as KEYS_UNAVAILABLE", async (_, listener) => {
    const { url } = await start(listener);
    const verify = verifierFor(url, { timeoutMs: 200 });
    expect(await verify(await forge(first))).toEqual({ ok: false, reason: "KEYS_UNAVAILABLE" });
  });

  it.each<[string, RequestListener]>([
    ["an error", (_, response) => response.writeHead(503).end()],
    ["a broken connection", (request) => request.socket.destroy()],
  ])("because of %s are left alone for a moment, then tried again", async (_, fail) => {
    let [fetches, broken, now] = [0, true, NOW];
    const { url } = await start((request, response) => {
      fetches += 1;
      if (broken) fail(request, response);
      else response.end(JSON.stringify({ keys: [first.publicJwk] }));
    });
    const verify = verifierFor(url, { failurePauseMs: 2_000, now: () => now });
    const token = await forge(first);
    for (let tries = 0; tries < 3; tries += 1)
      expect(await verify(token)).toEqual({ ok: false, reason: "KEYS_UNAVAILABLE" });
    expect(fetches).toBe(1);
    broken = false;
    now = new Date(NOW.getTime() + 2_000);
    expect(await verify(token)).toMatchObject({ ok: true });
  });

  it("are tried again at once when the clock has been set back since", async () => {
    let [broken, now] = [true, NOW];
    const { url } = await start((_, response) => {
      if (broken) response.writeHead(503).end();
      else response.end(JSON.stringify({ keys: [first.publicJwk] }));
    });
    const verify = verifierFor(url, { failurePauseMs: 2_000, now: () => now });
    const token = await forge(first);
    expect(await verify(token)).toEqual({ ok: false, reason: "KEYS_UNAVAILABLE" });
    broken = false;
    now = new Date(NOW.getTime() - 3_600_000);
    expect(await verify(token)).toMatchObject({ ok: true });
  });
});

describe("the address of a key set", () => {
  it.each([
    "https://id.example/jwks",
    "http://localhost:8080/jwks",
    "http://127.0.0.1/jwks",
    "http://127.8.8.8/jwks",
    "http://[::1]:8080/jwks",
  ])("may be %s", (url) => {
    expect(remoteKeys(url)).toBeInstanceOf(Function);
  });

  it.each([
    "http://id.example/jwks",
    "http://127.0.0.1.evil.example/jwks",
    "http://localhost.evil.example/jwks",
    "http://10.0.0.7/jwks",
    "http://[::ffff:10.0.0.7]/jwks",
    "file:///etc/jwks.json",
    "data:application/json,{}",
    "ftp://localhost/jwks",
    "https://user:secret@id.example/jwks",
    "id.example/jwks",
    "",
  ])("is refused as bad input when it is %j", (url) => {
    expect(() => remoteKeys(url)).toThrow(MeshError);
    expect(() => remoteKeys(url)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT" }));
    expect(() => remoteKeys(url)).not.toThrow(/secret/);
  });
});

function verifierFor(url: string, options?: RemoteKeysOptions) {
  const issuer = { ...issuerOf(), keys: remoteKeys(url, options) };
  return createTokenVerifier({ issuers: [issuer], now: () => NOW });
}

async function startIssuer(...signers: readonly Signer[]) {
  let [published, fetches] = [signers, 0];
  const started = await start((_, response) => {
    fetches += 1;
    response.end(JSON.stringify({ keys: published.map(({ publicJwk }) => publicJwk) }));
  });
  const publish = (...next: readonly Signer[]) => (published = next);
  return { ...started, publish, fetches: () => fetches };
}

async function start(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
