import { createHmac, createHash, generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import type { Consumer } from "../policy/consumer.ts";
import { issueServiceToken } from "./issueServiceToken.ts";
import { newServiceKey } from "./newServiceKey.ts";
import { verifyServiceToken } from "./verifyServiceToken.ts";
import type { ServiceTokenCheck } from "./verifyServiceToken.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const SECONDS = NOW.getTime() / 1_000;
const KEY = new Uint8Array(32).fill(7);
const BODY = '{"query":"{ customer(id: \\"é\\") { name } }"}';
const CONSUMER: Consumer = {
  id: "ada",
  roles: ["analyst", "team:customers"],
  scopes: ["read", "write"],
  purpose: "reporting",
  client: "workbench",
  tenant: "eu",
};

type Members = Readonly<Record<string, unknown>>;

const HEADER: Members = { alg: "HS256", typ: "datamesh-service+jwt" };
const CLAIMS: Members = {
  iss: "urn:datamesh:gateway",
  aud: "urn:datamesh:subgraph:customers",
  iat: SECONDS,
  exp: SECONDS + 30,
  jti: "call-1",
  sub: "ada",
  roles: ["analyst"],
  body: createHash("sha256").update(BODY).digest("base64url"),
};

describe("a service token", () => {
  it("carries the whole consumer from the gateway to the subgraph", async () => {
    expect(await check({ token: await issue() })).toEqual({ ok: true, consumer: CONSUMER });
  });

  it("carries a consumer without scopes, purpose and tenant as such", async () => {
    const consumer = { id: "ada", roles: [], scopes: [] };
    const verified = await check({ token: await issue({ consumer }) });
    expect(verified).toEqual({ ok: true, consumer });
    expect(verified.ok && Object.keys(verified.consumer)).toEqual(["id", "roles", "scopes"]);
  });

  it("has the agreed form and lives for 30 seconds", async () => {
    expect(decode(await issue())).toEqual([
      HEADER,
      {
        ...CLAIMS,
        jti: expect.stringMatching(/^[\w-]{17,64}$/),
        roles: CONSUMER.roles,
        scope: "read write",
        purpose: "reporting",
        client_id: "workbench",
        tenant: "eu",
      },
    ]);
  });

  it("has an id of its own each time", async () => {
    const ids = (await Promise.all([issue(), issue()])).map((token) => decode(token)[1]?.jti);
    expect(new Set(ids).size).toBe(2);
  });

  it("is bound to the bytes of the body, whether they come as text or as bytes", async () => {
    expect(await check({ token: await issue(), body: new TextEncoder().encode(BODY) })).toMatchObject({
      ok: true,
    });
    expect(await check({ token: await issue({ body: Buffer.from(BODY) }) })).toMatchObject({ ok: true });
  });

  it("is accepted as forged for these tests when nothing is wrong with it", async () => {
    expect(await check({ token: forge() })).toMatchObject({ ok: true });
  });

  it.each(["", `${BODY} `, BODY.replace("name", "iban"), BODY.normalize("NFD")])(
    "for one body is refused with the body %j",
    async (body) => {
      expect(await check({ token: await issue(), body })).toEqual({ ok: false, reason: "WRONG_BODY" });
    },
  );

  it("for another subgraph is refused, be it under the same key", async () => {
    const token = await issue({ subgraph: "lending" });
    expect(await check({ token })).toEqual({ ok: false, reason: "WRONG_AUDIENCE" });
  });

  it("signed with another subgraph's key is refused", async () => {
    expect(await check({ token: await issue({ key: newServiceKey() }) })).toEqual({
      ok: false,
      reason: "BAD_SIGNATURE",
    });
  });

  it("whose payload was changed afterwards is refused", async () => {
    const [header, , signature] = (await issue()).split(".");
    const token = `${header}.${encode({ ...CLAIMS, roles: ["compliance"] })}.${signature}`;
    expect(await check({ token })).toEqual({ ok: false, reason: "BAD_SIGNATURE" });
  });

  it.each([
    [35, "EXPIRED"],
    [3_600, "EXPIRED"],
    [-6, "ISSUED_IN_FUTURE"],
  ])("is refused %d seconds after its issue", async (seconds, reason) => {
    const now = new Date(NOW.getTime() + seconds * 1_000);
    expect(await check({ token: await issue(), now })).toEqual({ ok: false, reason });
  });

  it.each([0, 29, 34, -5])(
    "is accepted %d seconds after its issue, clocks being 5 seconds apart",
    async (seconds) => {
      const now = new Date(NOW.getTime() + seconds * 1_000);
      expect(await check({ token: await issue(), now })).toMatchObject({ ok: true });
    },
  );
});

describe("a forged service token", () => {
  it.each<[string, Members, string]>([
    ["the type JWT", { typ: "JWT" }, "WRONG_TYPE"],
    ["the type of an access token", { typ: "at+jwt" }, "WRONG_TYPE"],
    ["no type", { typ: undefined }, "WRONG_TYPE"],
    ["the algorithm none", { alg: "none" }, "UNPINNED_ALGORITHM"],
    ["the algorithm HS512", { alg: "HS512" }, "UNPINNED_ALGORITHM"],
    ["an embedded key", { jwk: { kty: "oct", k: "AAAA" } }, "FORBIDDEN_HEADER"],
    ["a critical extension", { crit: ["exp"] }, "FORBIDDEN_HEADER"],
    ["an unencoded payload", { b64: false }, "FORBIDDEN_HEADER"],
  ])("with %s is refused though the key is right", async (_, header, reason) => {
    expect(await check({ token: forge({ header }) })).toEqual({ ok: false, reason });
  });

  it("with the algorithm none and no signature is refused", async () => {
    const token = `${encode({ ...HEADER, alg: "none" })}.${encode(CLAIMS)}.`;
    expect(await check({ token })).toEqual({ ok: false, reason: "UNPINNED_ALGORITHM" });
  });

  it("with an asymmetric algorithm is refused", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ ...HEADER, alg: "ES256" }).sign(privateKey);
    expect(await check({ token })).toEqual({ ok: false, reason: "UNPINNED_ALGORITHM" });
  });

  it.each(["iss", "aud", "iat", "exp", "jti", "sub", "roles", "body"])(
    "without the claim %s is refused",
    async (name) => {
      const token = forge({ claims: { [name]: undefined } });
      expect(await check({ token })).toEqual({ ok: false, reason: "MISSING_CLAIM" });
    },
  );

  it.each<[string, Members, string]>([
    ["another issuer", { iss: "urn:datamesh:development" }, "WRONG_ISSUER"],
    ["another audience", { aud: "datamesh" }, "WRONG_AUDIENCE"],
    ["several audiences", { aud: [CLAIMS.aud, "urn:datamesh:subgraph:lending"] }, "MALFORMED_CLAIM"],
    ["a life of 61 seconds", { exp: SECONDS + 61 }, "LIFE_TOO_LONG"],
    ["a life of a year", { exp: SECONDS + 31_557_600 }, "LIFE_TOO_LONG"],
    ["an end before its issue", { exp: SECONDS - 1 }, "MALFORMED_CLAIM"],
    ["a start to come", { nbf: SECONDS + 20 }, "NOT_YET_VALID"],
    ["an end that is a text", { exp: `${SECONDS + 30}` }, "MALFORMED_CLAIM"],
    ["roles that are a text", { roles: "analyst" }, "MALFORMED_CLAIM"],
    ["a purpose that is null", { purpose: null }, "MALFORMED_CLAIM"],
    ["a line separator in the subject", { sub: "ada\u2028" }, "MALFORMED_CLAIM"],
    ["a paragraph separator in a role", { roles: ["analyst\u2029"] }, "MALFORMED_CLAIM"],
    ["a right-to-left override in the purpose", { purpose: "\u202egnitroper" }, "MALFORMED_CLAIM"],
    ["an isolate in the client", { client_id: "\u2066portal\u2069" }, "MALFORMED_CLAIM"],
    ["a right-to-left mark in the tenant", { tenant: "eu\u200f" }, "MALFORMED_CLAIM"],
    ["an Arabic letter mark in the subject", { sub: "\u061cada" }, "MALFORMED_CLAIM"],
    ["a digest cut short", { body: (CLAIMS.body as string).slice(0, 20) }, "WRONG_BODY"],
    ["a digest in hex", { body: createHash("sha256").update(BODY).digest("hex") }, "WRONG_BODY"],
    ["no digest but a text", { body: "é" }, "WRONG_BODY"],
  ])("with %s is refused though the key is right", async (_, claims, reason) => {
    expect(await check({ token: forge({ claims }) })).toEqual({ ok: false, reason });
  });

  it.each(["", "a.b.c", "a.b", `${forge()}.x`, `${forge()}=`])(
    "of the shape %j is refused",
    async (token) => {
      expect(await check({ token })).toEqual({ ok: false, reason: "MALFORMED" });
    },
  );

  it("of more than 12 KiB is refused", async () => {
    const token = forge({ claims: { note: "x".repeat(12_288) } });
    expect(await check({ token })).toEqual({ ok: false, reason: "TOO_LARGE" });
  });
});

describe("issuing and verifying", () => {
  it("take a key of exactly 32 bytes", async () => {
    for (const key of [
      new Uint8Array(0),
      new Uint8Array(31),
      new Uint8Array(64),
      "k".repeat(32) as unknown as Uint8Array,
    ]) {
      await expect(issue({ key })).rejects.toThrow(TypeError);
      await expect(check({ key, token: forge() })).rejects.toThrow(TypeError);
    }
  });

  it("take a subgraph that has a name", async () => {
    await expect(issue({ subgraph: "" })).rejects.toThrow(TypeError);
    await expect(check({ subgraph: "", token: forge() })).rejects.toThrow(TypeError);
  });

  it.each<[string, Partial<Consumer>]>([
    ["a scope that would arrive as two", { scopes: ["read write"] }],
    ["an empty scope", { scopes: [""] }],
    ["no id", { id: "" }],
    ["65 roles", { roles: Array.from({ length: 65 }, (_, index) => `role-${index}`) }],
  ])("do not take a consumer with %s", async (_, unfit) => {
    await expect(issue({ consumer: { ...CONSUMER, ...unfit } })).rejects.toThrow(TypeError);
  });
});

describe("a new service key", () => {
  it("has 32 bytes, different each time, and works", async () => {
    const key = newServiceKey();
    expect(key).toHaveLength(32);
    expect(newServiceKey()).not.toEqual(key);
    expect(await check({ key, token: await issue({ key }) })).toMatchObject({ ok: true });
  });
});

async function issue(change: Partial<Parameters<typeof issueServiceToken>[0]> = {}): Promise<string> {
  return issueServiceToken({
    key: KEY,
    subgraph: "customers",
    consumer: CONSUMER,
    body: BODY,
    now: NOW,
    ...change,
  });
}

async function check(change: Partial<ServiceTokenCheck> & { token: string }) {
  return verifyServiceToken({ key: KEY, subgraph: "customers", body: BODY, now: NOW, ...change });
}

/** Really signs whatever header and claims; a member set to undefined is left out. */
function forge({ header = {}, claims = {} }: { header?: Members; claims?: Members } = {}): string {
  const signed = `${encode({ ...HEADER, ...header })}.${encode({ ...CLAIMS, ...claims })}`;
  const hash = header.alg === "HS512" ? "sha512" : "sha256";
  return `${signed}.${createHmac(hash, KEY).update(signed).digest("base64url")}`;
}

function encode(members: Members): string {
  return Buffer.from(JSON.stringify(members)).toString("base64url");
}

function decode(token: string): Members[] {
  return token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as Members);
}
