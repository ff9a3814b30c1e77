import { NOW, forge, issuerOf, newSigner } from "./testing/forge.ts";
import type { TrustedIssuer } from "./trustedIssuer.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

const signer = await newSigner("k1");
const issuer = issuerOf(signer);

describe("a verifier", () => {
  it.each(["HS256", "HS512", "none", "dir", "es256", ""])("is not made for the algorithm %j", (algorithm) => {
    const algorithms = ["ES256", algorithm] as unknown as TrustedIssuer["algorithms"];
    expect(() => create({ ...issuer, algorithms })).toThrow(TypeError);
  });

  it.each<[string, Partial<TrustedIssuer>]>([
    ["no algorithm", { algorithms: [] }],
    ["no name", { issuer: "" }],
    ["no audience", { audience: "" }],
    ["no audience in a list", { audience: [] }],
    ["an empty audience in a list", { audience: ["datamesh", ""] }],
    ["no type", { types: [] }],
    ["a type that is none of an access token", { types: ["logout+jwt"] as unknown as ["JWT"] }],
    ["an endless life", { maxLifetimeSeconds: Infinity }],
    ["a life that is no number", { maxLifetimeSeconds: Number.NaN }],
    ["no life", { maxLifetimeSeconds: 0 }],
    ["a negative tolerance", { clockToleranceSeconds: -1 }],
    ["a tolerance of hours", { clockToleranceSeconds: 7_200 }],
    ["a tolerance that is no number", { clockToleranceSeconds: Number.NaN }],
  ])("is not made for an issuer with %s", (_, weakness) => {
    expect(() => create({ ...issuer, ...weakness })).toThrow(TypeError);
  });

  it("is not made for no issuer, nor for two of one name", () => {
    expect(() => create()).toThrow(TypeError);
    expect(() => create(issuer, { ...issuer, audience: "other" })).toThrow(TypeError);
  });

  it("does not follow later changes to its configuration", async () => {
    const algorithms: TrustedIssuer["algorithms"][number][] = ["RS256"];
    const pinned = create({ ...issuer, algorithms });
    algorithms.push("ES256");
    expect(await pinned(await forge(signer))).toEqual({ ok: false, reason: "UNPINNED_ALGORITHM" });
  });
});

function create(...issuers: readonly TrustedIssuer[]) {
  return createTokenVerifier({ issuers, now: () => NOW });
}
