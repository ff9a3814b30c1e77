import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { MeshError } from "@datamesh/kernel";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { openDevelopmentIssuer } from "./developmentIssuer.ts";
import type { DevelopmentIssuer, IdentityClaims } from "./developmentIssuer.ts";
import { NOW, SECONDS } from "./testing/forge.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

let dataDir: string;
const keyFile = () => join(dataDir, "development-issuer.json");

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "datamesh-issuer-"));
});

afterEach(() => rm(dataDir, { recursive: true }));

describe("a development token", () => {
  it("for a persona and a purpose is accepted by a verifier that trusts the issuer", async () => {
    const issuer = await openDevelopmentIssuer(dataDir);
    const token = await issuer.sign({
      persona: "owner",
      purpose: "reporting",
      expiresInSeconds: 3_600,
      now: NOW,
    });
    expect(await verify(issuer, token)).toEqual({
      ok: true,
      consumer: {
        id: "owner@datamesh.example",
        roles: ["analyst", "team:customers"],
        scopes: [],
        purpose: "reporting",
        client: "datamesh-development",
      },
      expiresAt: new Date("2026-11-23T13:00:00Z"),
      tokenId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("for claims of one's own carries them", async () => {
    const issuer = await openDevelopmentIssuer(dataDir);
    const claims = { sub: "ada", roles: ["team:models"], scope: "read write", tenant: "eu" };
    const token = await issuer.sign({ claims, expiresInSeconds: 60, now: NOW, tokenId: "t-1" });
    expect(await verify(issuer, token)).toMatchObject({
      consumer: { id: "ada", roles: ["team:models"], scopes: ["read", "write"], tenant: "eu" },
      tokenId: "t-1",
    });
  });

  it("has the form of RFC 9068", async () => {
    const issuer = await openDevelopmentIssuer(dataDir);
    const token = await issuer.sign({ persona: "analyst", expiresInSeconds: 60, now: NOW });
    expect(decodeProtectedHeader(token)).toEqual({ alg: "ES256", typ: "at+jwt", kid: expect.any(String) });
    expect(decodeJwt(token)).toEqual({
      iss: "urn:datamesh:development",
      aud: "datamesh",
      sub: "analyst@datamesh.example",
      roles: ["analyst"],
      client_id: "datamesh-development",
      iat: SECONDS,
      exp: SECONDS + 60,
      jti: expect.any(String),
    });
  });

  it("of another data directory is refused", async () => {
    const issuer = await openDevelopmentIssuer(dataDir);
    const foreign = await openDevelopmentIssuer(join(dataDir, "another"));
    const token = await foreign.sign({ persona: "compliance", expiresInSeconds: 60, now: NOW });
    expect(await verify(issuer, token)).toEqual({ ok: false, reason: "UNKNOWN_KEY" });
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity, 43_201])(
    "for %d seconds is not signed",
    async (expiresInSeconds) => {
      const { sign } = await openDevelopmentIssuer(dataDir);
      await expectBadInput(sign({ persona: "analyst", expiresInSeconds, now: NOW }), /at most 12 hours/);
    },
  );

  it("may live longer where the issuer is opened for it", async () => {
    const issuer = await openDevelopmentIssuer(dataDir, { maxLifetimeSeconds: 7 * 86_400 });
    const token = await issuer.sign({ persona: "analyst", expiresInSeconds: 7 * 86_400, now: NOW });
    expect(await verify(issuer, token)).toMatchObject({ ok: true });
  });

  it.each<[string, IdentityClaims]>([
    ["no subject", { sub: "", roles: [] }],
    ["an empty role", { sub: "ada", roles: [""] }],
    ["a scope of two spaces", { sub: "ada", roles: [], scope: "a  b" }],
  ])("for %s is not signed", async (_, claims) => {
    const { sign } = await openDevelopmentIssuer(dataDir);
    await expectBadInput(sign({ claims, expiresInSeconds: 60, now: NOW }), /would refuse/);
  });

  it("for an empty purpose is not signed", async () => {
    const { sign } = await openDevelopmentIssuer(dataDir);
    await expectBadInput(
      sign({ persona: "analyst", purpose: "", expiresInSeconds: 60, now: NOW }),
      /would refuse/,
    );
  });
});

describe("the development issuer's key", () => {
  it("lies in a file only its owner can read, with nothing left beside it", async () => {
    await openDevelopmentIssuer(dataDir);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(["development-issuer.json"]);
  });

  it("stays the same when opened again, in a directory made as needed", async () => {
    const nested = join(dataDir, "not", "there");
    const before = await openDevelopmentIssuer(nested);
    const token = await before.sign({ persona: "analyst", expiresInSeconds: 60, now: NOW });
    expect(await verify(await openDevelopmentIssuer(nested), token)).toMatchObject({ ok: true });
  });

  it("is one key when many in one process race to make it", async () => {
    const issuers = await Promise.all(Array.from({ length: 16 }, () => openDevelopmentIssuer(dataDir)));
    expect(new Set(await Promise.all(issuers.map(kidOf))).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(["development-issuer.json"]);
  });

  it("is one key when several processes race to make it", async () => {
    const kids = await Promise.all([1, 2, 3, 4].map(() => openInProcess(dataDir)));
    expect(kids).toEqual(Array.from({ length: 4 }, () => kids[0]));
    expect(kids[0]).toBe(await kidOf(await openDevelopmentIssuer(dataDir)));
  });

  it("is not published with its private half, nor does the issuer show it", async () => {
    const issuer = await openDevelopmentIssuer(dataDir);
    const { privateKey } = JSON.parse(await readFile(keyFile(), "utf8"));
    const { jwks } = issuer.keys as unknown as { jwks: () => { keys: Record<string, unknown>[] } };
    expect(jwks().keys.map((key) => Object.keys(key).toSorted())).toEqual([
      ["alg", "crv", "kid", "kty", "use", "x", "y"],
    ]);
    expect(JSON.stringify(issuer)).not.toContain(privateKey.d);
  });

  it.each<[string, (sound: string) => string]>([
    ["empty", () => ""],
    ["cut off", (sound) => sound.slice(0, 100)],
    ["not an object", () => "[]"],
    ["of a later version", (sound) => sound.replace('"version": 1', '"version": 2')],
    ["without a private half", (sound) => sound.replace('"d"', '"e"')],
    ["not on the curve", (sound) => sound.replace(/"x": "..../, '"x": "AAAA')],
    ["of two keys' halves", (sound) => sound.replace(/"d": "..../, '"d": "AAAA')],
  ])("in a file that is %s is refused with what to do, and the file is kept", async (_, corrupt) => {
    await openDevelopmentIssuer(dataDir);
    const sound = await readFile(keyFile(), "utf8");
    const corrupted = corrupt(sound);
    expect(corrupted).not.toBe(sound);
    await writeFile(keyFile(), corrupted);
    const error = await expectBadInput(
      openDevelopmentIssuer(dataDir),
      /development-issuer\.json .* delete it and start again/,
    );
    expect(error.cause).toBeUndefined();
    expect(await readFile(keyFile(), "utf8")).toBe(corrupted);
  });

  it("where a directory has its name is refused with what to do", async () => {
    await openDevelopmentIssuer(join(keyFile(), "inside"));
    await expectBadInput(openDevelopmentIssuer(dataDir), /cannot be read: make it readable/);
  });

  it("in a place that is not a directory is refused with what to do", async () => {
    await writeFile(join(dataDir, "file"), "");
    await expectBadInput(openDevelopmentIssuer(join(dataDir, "file")), /cannot be read: make it readable/);
  });

  it("in a folder that cannot be made is refused with what to do", async () => {
    await symlink(join(dataDir, "nowhere", "at", "all"), join(dataDir, "dangling"));
    await expectBadInput(
      openDevelopmentIssuer(join(dataDir, "dangling")),
      /cannot be made: make its folder writable/,
    );
  });
});

function verify(issuer: DevelopmentIssuer, token: string) {
  return createTokenVerifier({ issuers: [issuer], now: () => NOW })(token);
}

async function kidOf({ sign }: DevelopmentIssuer): Promise<unknown> {
  return decodeProtectedHeader(await sign({ persona: "analyst", expiresInSeconds: 60, now: NOW })).kid;
}

async function openInProcess(folder: string): Promise<string> {
  const module = new URL("./developmentKey.ts", import.meta.url).href;
  const program = `
    const { openDevelopmentKey } = await import(${JSON.stringify(module)});
    process.stdout.write((await openDevelopmentKey(process.argv[1])).kid);
  `;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program, folder];
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
}

async function expectBadInput(attempt: Promise<unknown>, message: RegExp): Promise<MeshError> {
  const error: unknown = await attempt.then(
    () => new Error("it was accepted"),
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(MeshError);
  expect(error).toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringMatching(message) });
  return error as MeshError;
}
