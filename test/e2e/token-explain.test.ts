import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeProtectedHeader, generateKeyPair, SignJWT } from "jose";
import { type IdentityProvider, startIdentityProvider } from "../support/identityProvider.ts";
import { datamesh } from "../support/meshProcess.ts";

const { privateKey } = await generateKeyPair("RS256");

describe("datamesh token explain", () => {
  let directory: string;
  let provider: IdentityProvider;
  let env: Record<string, string>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "datamesh-explain-"));
    provider = await startIdentityProvider({
      clientId: "workbench",
      audience: "datamesh",
      person: { sub: "ada" },
    });
    const file = join(directory, "issuers.json");
    const { issuer, jwksUrl } = provider;
    await writeFile(file, JSON.stringify([{ preset: "keycloak", issuer, audience: "datamesh", jwksUrl }]));
    env = { DATAMESH_DATA_DIR: join(directory, "data"), DATAMESH_ISSUERS: file };
  });
  afterAll(async () => {
    await provider.stop();
    await rm(directory, { recursive: true });
  });

  it("passes a token the gateway accepts, and says whom it names", async () => {
    const token = await provider.issue();
    const { code, stdout } = await datamesh(["token", "explain"], env, `Bearer ${token}\n`);
    expect(stdout).toMatch(/^signature +ok /m);
    expect(stdout).toMatch(/^ +consumer +"ada"$/m);
    expect(stdout).toMatch(/^ +client +"workbench"$/m);
    expect(stdout).toContain("The gateway accepts this token.");
    expect(code).toBe(0);
  });

  it("says what is wrong with one it refuses, and prints nothing of the token", async () => {
    const token = await new SignJWT({ typ: "ID", aud: "billing", sub: "ada" })
      .setProtectedHeader({
        alg: "RS256",
        typ: "JWT",
        kid: decodeProtectedHeader(await provider.issue()).kid!,
      })
      .setIssuer(provider.issuer)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
    const { code, stdout } = await datamesh(["token", "explain", "--json"], env, token);
    const { accepted, checks } = JSON.parse(stdout) as { accepted: boolean; checks: { reason?: string }[] };
    expect(accepted).toBe(false);
    expect(checks.flatMap(({ reason }) => reason ?? [])).toEqual([
      "ID_TOKEN",
      "BAD_SIGNATURE",
      "WRONG_AUDIENCE",
    ]);
    for (const part of token.split(".")) expect(stdout).not.toContain(part);
    expect(code).toBe(1);
  });

  it("explains a development token where those are accepted", async () => {
    const here = { DATAMESH_DATA_DIR: join(directory, "data") };
    const { stdout: token } = await datamesh(["token", "--as", "owner"], here);
    const { code, stdout } = await datamesh(["token", "explain"], here, token);
    expect(stdout).toContain('"analyst", "team:customers"');
    expect(code).toBe(0);
    const elsewhere = await datamesh(["token", "explain"], env, token);
    expect(elsewhere.stdout).toMatch(/^issuer +FAILED .*\[WRONG_ISSUER\]$/m);
    expect(elsewhere.code).toBe(1);
  });

  it("ends with 2 without a token, and for settings that cannot be used", async () => {
    const missing = await datamesh(["token", "explain"], env);
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining("no token on standard input"),
    ]);
    const unusable = await datamesh(
      ["token", "explain"],
      { ...env, DATAMESH_ISSUERS: '[{"preset":"x"}]' },
      "a.b.c",
    );
    expect([unusable.code, unusable.stderr]).toEqual([
      2,
      expect.stringContaining("DATAMESH_ISSUERS[0].preset"),
    ]);
    const nobody = await datamesh(["token"], env);
    expect([nobody.code, nobody.stderr]).toEqual([
      2,
      expect.stringContaining("'--as <persona>' not specified"),
    ]);
  });
});
