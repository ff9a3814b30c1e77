import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from "jose";
import { HONEST_CLAIMS, NOW, SECONDS, forge, issuerOf, newSigner } from "./testing/forge.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

const signer = await newSigner("k1");
const verify = createTokenVerifier({ issuers: [issuerOf(signer)], now: () => NOW });
const reasonOf = async (token: string) => {
  const verified = await verify(token);
  return verified.ok ? "accepted" : verified.reason;
};

describe("an honest access token", () => {
  it("names the consumer, when the token ends and which token it is", async () => {
    const claims = {
      roles: ["analyst", "team:customers"],
      scope: "read write",
      purpose: "reporting",
      tenant: "eu",
    };
    expect(await verify(await forge(signer, { claims }))).toEqual({
      ok: true,
      consumer: {
        id: "ada",
        roles: ["analyst", "team:customers"],
        scopes: ["read", "write"],
        purpose: "reporting",
        tenant: "eu",
      },
      expiresAt: new Date("2026-11-23T13:00:00Z"),
      tokenId: "token-1",
    });
  });

  it("without optional claims gives a consumer without them", async () => {
    const verified = await verify(await forge(signer));
    expect(verified).toMatchObject({ ok: true, consumer: { id: "ada", roles: ["analyst"], scopes: [] } });
    expect(verified.ok && Object.keys(verified.consumer)).toEqual(["id", "roles", "scopes"]);
  });

  it("gives a consumer nobody can change afterwards", async () => {
    const verified = await verify(await forge(signer));
    if (!verified.ok) throw new Error(verified.reason);
    expect(() => (verified.consumer.roles as string[]).push("compliance")).toThrow(TypeError);
    expect(() => Object.assign(verified.consumer, { id: "eve" })).toThrow(TypeError);
  });

  it.each([
    ["the type at+JWT", { header: { typ: "at+JWT" } }],
    ["the type application/at+jwt", { header: { typ: "Application/AT+jwt" } }],
    ["ours among several audiences", { claims: { aud: ["billing", "datamesh"] } }],
    ["a nbf that has come", { claims: { nbf: SECONDS } }],
    ["no roles", { claims: { roles: [] } }],
    ["an empty scope", { claims: { scope: "" } }],
    ["roles of 128 characters", { claims: { roles: Array.from({ length: 32 }, () => "r".repeat(128)) } }],
    ["64 roles", { claims: { roles: Array.from({ length: 64 }, (_, index) => `role-${index}`) } }],
    ["a life of exactly twelve hours", { claims: { iat: SECONDS, exp: SECONDS + 43_200 } }],
    ["a clock 5 seconds fast at the issuer", { claims: { iat: SECONDS + 5, nbf: SECONDS + 5 } }],
    ["an end 4 seconds ago", { claims: { exp: SECONDS - 4 } }],
    ["claims we do not know", { claims: { email: "ada@example.com", auth_time: 1 } }],
  ])("with %s is accepted", async (_, forgery) => {
    expect(await reasonOf(await forge(signer, forgery))).toBe("accepted");
  });

  it.each(["EdDSA", "RS256", "PS256", "ES384"] as const)(
    "signed with %s is accepted where that is pinned",
    async (alg) => {
      const { publicKey, privateKey } = await generateKeyPair(alg);
      const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: "other", alg }] });
      const issuers = [{ ...issuerOf(), algorithms: ["ES256", alg] as const, keys }];
      const token = await new SignJWT(HONEST_CLAIMS)
        .setProtectedHeader({ alg, typ: "at+jwt", kid: "other" })
        .sign(privateKey);
      expect(await createTokenVerifier({ issuers, now: () => NOW })(token)).toMatchObject({ ok: true });
      expect(await reasonOf(token)).toBe("UNPINNED_ALGORITHM");
    },
  );
});

describe("keys that cannot be had", () => {
  const address = "connect ECONNREFUSED 10.0.0.7:443";

  it("refuse a token without telling the consumer why, and tell the operator", async () => {
    const told: unknown[] = [];
    const keys = () => Promise.reject(new Error(address));
    const unlucky = createTokenVerifier({
      issuers: [{ ...issuerOf(signer), keys }],
      now: () => NOW,
      onKeyFailure: (issuer, cause) => told.push(issuer, cause),
    });
    const verified = await unlucky(await forge(signer));
    expect(verified).toEqual({ ok: false, reason: "KEYS_UNAVAILABLE" });
    expect(told).toEqual(["https://id.example", new Error(address)]);
  });

  it("are not asked for on behalf of a token that fails before", async () => {
    let asked = 0;
    const keys = () => Promise.reject(new Error(`asked ${(asked += 1)} times`));
    const counting = createTokenVerifier({ issuers: [{ ...issuerOf(signer), keys }], now: () => NOW });
    for (const header of [{ typ: "JWT" }, { alg: "none" }, { kid: "" }, { jku: "https://evil.example" }]) {
      expect(await counting(await forge(signer, { header }))).toMatchObject({ ok: false });
    }
    expect(await counting(await forge(signer, { claims: { iss: "https://evil.example" } }))).toMatchObject({
      ok: false,
    });
    expect(asked).toBe(0);
  });
});
