import { readFileSync } from "node:fs";
import type { IssuerConfig } from "./issuerConfig.ts";
import { readIssuerList } from "./issuerConfig.ts";
import { PRESETS } from "./presets.ts";
import { NOW, SECONDS } from "./testing/forge.ts";
import { startKeyServer } from "./testing/keyServer.ts";
import type { KeyServer } from "./testing/keyServer.ts";
import { PROVIDERS } from "./testing/providerTokens.ts";
import type { TokenShape } from "./testing/providerTokens.ts";
import { trustIssuer } from "./trustIssuer.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

/** The configurations the documentation shows, by preset. */
const DOCUMENTED = new Map(
  [
    ...readFileSync(new URL("../../docs/identity.md", import.meta.url), "utf8").matchAll(
      /```json\n(.*?)```/gs,
    ),
  ]
    .map(([, json = ""]) => JSON.parse(json) as [{ preset: string }])
    .map((list) => [list[0].preset, list]),
);

const { entra, keycloak, okta, auth0 } = PROVIDERS;
let keys: KeyServer;
const started: KeyServer[] = [];
const start = async (): Promise<KeyServer> => {
  const server = await startKeyServer();
  started.push(server);
  return server;
};

beforeAll(async () => {
  keys = await start();
});
afterAll(async () => {
  for (const server of started) await server.stop();
});

/** What the documentation configures for a provider, with keys from here. */
function configured(preset: string, jwksUrl = keys.jwksUrl, changes: object = {}): IssuerConfig {
  const problems: string[] = [];
  const list = DOCUMENTED.get(preset)?.map((entry) => ({ ...entry, jwksUrl, ...changes }));
  const [issuer] = readIssuerList(JSON.stringify(list), problems);
  if (!issuer) throw new Error(problems.join("\n"));
  return issuer;
}

const verifierOf = (...issuers: readonly IssuerConfig[]) =>
  createTokenVerifier({
    issuers: issuers.map((issuer) => trustIssuer(issuer, { cooldownMs: 0 })),
    now: () => NOW,
  });

const reasonOf = async (issuer: IssuerConfig, { header, claims }: TokenShape) => {
  const verified = await verifierOf(issuer)(await keys.sign(header, claims));
  return verified.ok ? "accepted" : verified.reason;
};

it("every preset has a worked configuration in the documentation", () => {
  expect([...DOCUMENTED.keys()].sort()).toEqual(Object.keys(PRESETS).sort());
});

describe.each(Object.values(PROVIDERS))(
  "a token of $name, configured as documented,",
  ({ name, person, machine, idTokens }) => {
    it("names the person, the client and what they may", async () => {
      const verified = await verifierOf(configured(name))(await keys.sign(person.header, person.claims));
      expect(verified).toEqual({
        ok: true,
        consumer: person.consumer,
        expiresAt: new Date("2026-11-23T12:55:00Z"),
        ...(person.tokenId !== undefined && { tokenId: person.tokenId }),
      });
    });

    it("names a client that asks for itself", async () => {
      const verified = await verifierOf(configured(name))(await keys.sign(machine.header, machine.claims));
      expect(verified).toMatchObject({ ok: true, consumer: machine.consumer });
    });

    it("is refused if it is an ID token, be its audience that of the API", async () => {
      for (const idToken of idTokens) expect(await reasonOf(configured(name), idToken)).toBe("ID_TOKEN");
    });

    it("is refused without the preset, by its type", async () => {
      const strict = configured(name, keys.jwksUrl, { preset: undefined });
      expect(await reasonOf(strict, person)).toBe("WRONG_TYPE");
    });

    it("is refused for another API, by another issuer and under other keys", async () => {
      const { header, claims } = person;
      expect(await reasonOf(configured(name), { header, claims: { ...claims, aud: "billing" } })).toBe(
        "WRONG_AUDIENCE",
      );
      const iss = "https://evil.example";
      expect(await reasonOf(configured(name), { header, claims: { ...claims, iss } })).toBe("WRONG_ISSUER");
      const stranger = await start();
      expect(await verifierOf(configured(name))(await stranger.sign(header, claims))).toEqual({
        ok: false,
        reason: "BAD_SIGNATURE",
      });
    });

    it("has no roles where it names none, and is refused where they are no texts", async () => {
      const { header, claims } = machine;
      const bare = Object.fromEntries(
        Object.entries(claims).filter(([claim]) => !/roles|_access|groups|permissions/.test(claim)),
      );
      const verified = await verifierOf(configured(name))(await keys.sign(header, bare));
      expect(verified).toMatchObject({ ok: true, consumer: { roles: [] } });
      const odd = { ...claims, roles: [1], realm_access: { roles: [1] }, groups: [1], permissions: [1] };
      expect(await reasonOf(configured(name), { header, claims: odd })).toBe("MALFORMED_CLAIM");
    });
  },
);

describe("several issuers at once", () => {
  it("are accepted, each under its own keys and no other's", async () => {
    const others = await start();
    const verify = verifierOf(configured("entra"), configured("okta", others.jwksUrl));
    expect(await verify(await keys.sign(entra.person.header, entra.person.claims))).toMatchObject({
      ok: true,
    });
    expect(await verify(await others.sign(okta.person.header, okta.person.claims))).toMatchObject({
      ok: true,
    });
    expect(await verify(await keys.sign(okta.person.header, okta.person.claims))).toMatchObject({
      ok: false,
    });
  });

  it("go on when one of them does not answer", async () => {
    const gone = await startKeyServer();
    await gone.stop();
    const verify = verifierOf(configured("okta", gone.jwksUrl), configured("keycloak"));
    expect(await verify(await gone.sign(okta.person.header, okta.person.claims))).toEqual({
      ok: false,
      reason: "KEYS_UNAVAILABLE",
    });
    expect(await verify(await keys.sign(keycloak.person.header, keycloak.person.claims))).toMatchObject({
      ok: true,
    });
  });

  it("do not share names where a prefix keeps them apart", async () => {
    const partner = configured("auth0", keys.jwksUrl, { prefix: "partner:" });
    const verified = await verifierOf(partner)(await keys.sign(auth0.person.header, auth0.person.claims));
    expect(verified).toMatchObject({
      consumer: {
        id: "partner:auth0|6553da60a54af58e29493993",
        client: "partner:K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
      },
    });
  });

  it("may rotate their keys while the gateway runs", async () => {
    const rotating = await start();
    const verify = verifierOf(configured("auth0", rotating.jwksUrl));
    const before = await rotating.sign(auth0.person.header, auth0.person.claims);
    expect(await verify(before)).toMatchObject({ ok: true });
    await rotating.rotate();
    const after = await rotating.sign(auth0.person.header, auth0.person.claims);
    expect(await verify(after)).toMatchObject({ ok: true });
    expect(await verify(before)).toMatchObject({ ok: true });
  });
});

describe("variants of the providers' tokens", () => {
  it("by RFC 9068 are accepted of Auth0 and Keycloak", async () => {
    const header = { typ: "at+jwt" };
    const { azp, ...claims } = auth0.person.claims;
    const verified = await verifierOf(configured("auth0"))(
      await keys.sign(header, { ...claims, client_id: azp, jti: "73WakrfVbNJBaAmhQtEeDv" }),
    );
    expect(verified).toMatchObject({ consumer: auth0.person.consumer, tokenId: "73WakrfVbNJBaAmhQtEeDv" });
    expect(await reasonOf(configured("keycloak"), { header, claims: keycloak.person.claims })).toBe(
      "accepted",
    );
  });

  it("of an older Keycloak, which writes the nonce into access tokens too, are accepted", async () => {
    const claims = { ...keycloak.person.claims, nonce: "n-0S6_WzA2Mj" };
    expect(await reasonOf(configured("keycloak"), { header: { typ: "JWT" }, claims })).toBe("accepted");
  });

  it.each([
    ["a refresh token", { typ: "Refresh" }],
    ["an offline token", { typ: "Offline" }],
    ["a logout token", { typ: "Logout" }],
    ["a logout token that does not say so", { typ: undefined, events: {} }],
  ])("that are %s are refused", async (_, change) => {
    const claims = { ...keycloak.person.claims, ...change };
    expect(await reasonOf(configured("keycloak"), { header: { typ: "JWT" }, claims })).toBe("WRONG_TYPE");
  });

  it("without a subject are refused", async () => {
    const { sub: _, ...claims } = keycloak.person.claims;
    expect(await reasonOf(configured("keycloak"), { header: { typ: "JWT" }, claims })).toBe("MISSING_CLAIM");
  });

  it("that live longer than configured are refused", async () => {
    const claims = { ...auth0.machine.claims, exp: SECONDS + 86_400 };
    expect(await reasonOf(configured("auth0"), { header: { typ: "JWT" }, claims })).toBe("LIFE_TOO_LONG");
  });
});
