import { createHash, webcrypto } from "node:crypto";
import type { Provider } from "./offer.ts";
import { authorizationUrl, newSecrets } from "./pkce.ts";
import { keepSecrets, takeAnswer } from "./signInAnswer.ts";
import { exchangeCode, refreshTokens } from "./tokens.ts";

const redirectUri = "https://mesh.example/signin";
const provider: Provider = {
  issuer: "https://id.example",
  clientId: "web",
  scope: "openid mesh",
  authorization: "https://id.example/authorize?prompt=login",
  token: "https://id.example/token",
};

/** A tab's storage, and what is in it. */
function newStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

/** A sign-in that has begun: its storage and the parameters sent to the provider. */
async function begun(changes: Partial<Provider> = {}) {
  const storage = newStorage();
  const secrets = newSecrets(webcrypto as Crypto);
  const address = new URL(await authorizationUrl({ ...provider, ...changes }, secrets, redirectUri));
  keepSecrets({ secrets, backTo: "/catalog" }, storage);
  return { storage, secrets, address, sent: Object.fromEntries(address.searchParams) };
}

const encode = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

/** The end of a sign-in whose provider answers well unless told otherwise. */
async function ended(
  given: {
    params?: Record<string, string>;
    claims?: object;
    tokens?: object;
    respond?: () => Promise<Response>;
  } = {},
) {
  const { storage, secrets } = await begun();
  const back = new URL(redirectUri);
  const params = { code: "c-1", state: secrets.state, iss: provider.issuer, ...given.params };
  for (const [name, value] of Object.entries(params)) back.searchParams.set(name, value);
  const requests: [string, RequestInit][] = [];
  const claims = {
    iss: provider.issuer,
    aud: "web",
    nonce: secrets.nonce,
    name: "Ada Ōkoro",
    ...given.claims,
  };
  const tokens = {
    access_token: "secret",
    token_type: "Bearer",
    expires_in: 60,
    id_token: encode(claims),
    ...given.tokens,
  };
  const respond = given.respond ?? (() => Promise.resolve(Response.json(tokens)));
  const send = ((url: string, init: RequestInit) => {
    requests.push([url, init]);
    return respond();
  }) as typeof fetch;
  const returned = takeAnswer(back.href, storage);
  if (!returned) throw new Error("the page takes this for no answer");
  const { answer, kept } = returned;
  const outcome = await exchangeCode(provider, answer, kept?.secrets, redirectUri, {
    send,
    now: () => 1_000,
  }).catch((error: Error) => error.message);
  return { outcome, requests, items: storage.items, verifier: secrets.verifier, backTo: kept?.backTo };
}

describe("a sign-in that begins", () => {
  it("asks by the code flow with PKCE, and keeps what the address does not show", async () => {
    const { sent, secrets, address } = await begun({ audience: "https://mesh.example/api" });
    expect(address.origin + address.pathname).toBe("https://id.example/authorize");
    expect(sent).toEqual({
      prompt: "login",
      response_type: "code",
      client_id: "web",
      redirect_uri: redirectUri,
      scope: "openid mesh",
      audience: "https://mesh.example/api",
      code_challenge_method: "S256",
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(createHash("sha256").update(secrets.verifier).digest("base64url")).toBe(sent["code_challenge"]);
    expect(address.href).not.toContain(secrets.verifier);
  });

  it("is never the same twice", async () => {
    const [one, other] = [await begun(), await begun()];
    for (const secret of ["state", "nonce", "code_challenge"])
      expect(one.sent[secret]).not.toBe(other.sent[secret]);
  });
});

describe("a sign-in that ends", () => {
  it("exchanges the code and its verifier for a token, without cookies, and forgets the secrets", async () => {
    const { outcome, requests, items, verifier, backTo } = await ended();
    expect(outcome).toEqual({
      token: "secret",
      name: "Ada Ōkoro",
      expiresAt: 61_000,
      refreshToken: undefined,
    });
    expect(backTo).toBe("/catalog");
    expect(requests).toHaveLength(1);
    const [url, { body, ...init }] = requests[0] as [string, RequestInit & { body: URLSearchParams }];
    expect(url).toBe("https://id.example/token");
    expect(init).toEqual({ method: "POST", credentials: "omit", redirect: "error", cache: "no-store" });
    expect(Object.fromEntries(body)).toEqual({
      grant_type: "authorization_code",
      code: "c-1",
      redirect_uri: redirectUri,
      client_id: "web",
      code_verifier: verifier,
    });
    expect(items.size).toBe(0);
  });

  it.each([
    ["another state", { state: "guessed" }, "not begun here"],
    ["another state, and words of its own", { state: "guessed", error: "Call 555" }, "not begun here"],
    ["the answer of another provider", { iss: "https://evil.example" }, "Another provider"],
    [
      "a refusal",
      { error: "access_denied", error_description: "not you" },
      "refuses: access_denied: not you",
    ],
  ])("with %s asks for no token", async (_, params, words) => {
    const { outcome, requests, items } = await ended({ params });
    expect(outcome).toContain(words);
    expect(outcome).not.toContain("555");
    expect([requests.length, items.size]).toEqual([0, 0]);
  });

  it.each([
    ["of another sign-in", { claims: { nonce: "other" } }, "another sign-in"],
    ["without a nonce", { claims: { nonce: undefined } }, "another sign-in"],
    ["of another issuer", { claims: { iss: "https://evil.example" } }, "another sign-in"],
    ["for another client", { claims: { aud: ["billing"] } }, "another sign-in"],
    ["that is missing", { tokens: { id_token: undefined } }, "no ID token"],
    ["that is null", { tokens: { id_token: encode([]).replace("W10", "bnVsbA") } }, "another sign-in"],
  ])("with an ID token %s gives no token", async (_, given, words) => {
    expect((await ended(given)).outcome).toContain(words);
  });

  it.each([
    ["refuses the code", { tokens: { error: "invalid_grant" } }, "refuses: invalid_grant"],
    ["gives a token of another kind", { tokens: { token_type: "DPoP" } }, "no access token"],
    ["gives no token", { tokens: { access_token: undefined } }, "no access token"],
    [
      "does not answer",
      { respond: () => Promise.reject(new TypeError("Failed to fetch")) },
      "does not answer",
    ],
    ["answers no JSON", { respond: () => Promise.resolve(new Response("<html>")) }, "does not answer"],
  ])("says so when the provider %s", async (_, given, words) => {
    expect((await ended(given)).outcome).toContain(words);
  });
});

describe("a page opened otherwise", () => {
  it.each(["https://mesh.example/signin?query=x", "https://mesh.example/catalog?code=x&state=y"])(
    "such as %s is no answer, and lets a sign-in that has begun be",
    async (address) => {
      const { storage } = await begun();
      expect(takeAnswer(address, storage)).toBeUndefined();
      expect(storage.items.size).toBe(1);
    },
  );

  it.each(["garbage", "{}", "null", '{"secrets":{}}'])("keeps %s for no sign-in", (text) => {
    const storage = newStorage();
    storage.setItem("datamesh:sign-in", text);
    expect(takeAnswer(`${redirectUri}?code=x&state=y`, storage)?.kept).toBeUndefined();
  });

  it("with a code although nothing was begun here is no sign-in", async () => {
    const returned = takeAnswer(`${redirectUri}?code=stolen&state=undefined`, newStorage());
    const send = (() => Promise.reject(new Error("asked"))) as typeof fetch;
    await expect(
      exchangeCode(provider, returned?.answer ?? {}, returned?.kept?.secrets, redirectUri, {
        send,
        now: () => 0,
      }),
    ).rejects.toThrow("not begun here");
  });
});

describe("a renewal by refresh token", () => {
  /** Asks for it; answers with what came of it and what was sent. */
  async function renewed(reply: object) {
    const sent: URLSearchParams[] = [];
    const send = ((_: string, { body }: { body: URLSearchParams }) => {
      sent.push(body);
      return Promise.resolve(Response.json(reply));
    }) as unknown as typeof fetch;
    const outcome = await refreshTokens(
      provider,
      { refreshToken: "r1", name: "ada" },
      { send, now: () => 0 },
    ).catch((error: Error) => error.message);
    return { outcome, sent: Object.fromEntries(sent[0] ?? []) };
  }
  const reply = { access_token: "t2", token_type: "Bearer", expires_in: 60 };

  it("asks as the same client, and keeps who it is", async () => {
    const { outcome, sent } = await renewed({ ...reply, refresh_token: "r2" });
    expect(sent).toEqual({
      grant_type: "refresh_token",
      refresh_token: "r1",
      client_id: "web",
      scope: "openid mesh",
    });
    expect(outcome).toEqual({ token: "t2", name: "ada", expiresAt: 60_000, refreshToken: "r2" });
  });

  it("keeps the refresh token where the provider gives no other", async () => {
    expect((await renewed(reply)).outcome).toMatchObject({ refreshToken: "r1" });
  });

  it("is refused in the provider's words", async () => {
    expect((await renewed({ error: "invalid_grant" })).outcome).toContain("refuses: invalid_grant");
  });
});
