import { HONEST_CLAIMS, NOW, SECONDS, forge, issuerOf, newSigner } from "./testing/forge.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

const signer = await newSigner("k1");
const verify = createTokenVerifier({ issuers: [issuerOf(signer)], now: () => NOW });
const reasonOf = async (token: string) => {
  const verified = await verify(token);
  return verified.ok ? "accepted" : verified.reason;
};

describe("the claim", () => {
  it.each(["iss", "aud", "exp", "iat", "sub", "jti", "roles"])("%s is required", async (name) => {
    expect(await reasonOf(await forge(signer, { claims: { [name]: undefined } }))).toBe("MISSING_CLAIM");
  });

  it.each([
    ["iss", null],
    ["iss", ["https://id.example"]],
    ["aud", 1],
    ["aud", []],
    ["aud", ["datamesh", 1]],
    ["aud", { datamesh: true }],
    ["exp", "2026-11-23T13:00:00Z"],
    ["exp", `${SECONDS + 3_600}`],
    ["exp", null],
    ["exp", 1e300],
    ["iat", "now"],
    ["iat", -1],
    ["nbf", null],
    ["nbf", "0"],
    ["sub", ""],
    ["sub", 7],
    ["sub", "a\u0000da"],
    ["sub", "a\nda"],
    ["sub", "\ud800"],
    ["sub", "a".repeat(257)],
    ["jti", ""],
    ["jti", 7],
    ["jti", "j".repeat(257)],
    ["roles", null],
    ["roles", "compliance"],
    ["roles", { 0: "compliance", length: 1 }],
    ["roles", [["compliance"]]],
    ["roles", ["analyst", null]],
    ["roles", [""]],
    ["roles", ["r".repeat(129)]],
    ["roles", Array.from({ length: 65 }, (_, index) => `role-${index}`)],
    ["scope", null],
    ["scope", ["read"]],
    ["scope", "read  write"],
    ["scope", " read"],
    ["scope", "read\twrite"],
    ["purpose", null],
    ["purpose", ""],
    ["purpose", ["reporting"]],
    ["purpose", "p".repeat(129)],
    ["tenant", null],
    ["tenant", 1],
    ["tenant", "t".repeat(129)],
  ])("%s is refused, not ignored, as %j", async (name, value) => {
    expect(await reasonOf(await forge(signer, { claims: { [name]: value } }))).toBe("MALFORMED_CLAIM");
  });

  it.each(["https://id.example/", "https://ID.example", "https://evil.example", "", "constructor"])(
    "iss of %j is not the trusted issuer",
    async (iss) => {
      expect(await reasonOf(await forge(signer, { claims: { iss } }))).toBe("WRONG_ISSUER");
    },
  );

  it.each(["billing", "datamesh2", "Datamesh", ["billing", "data", "mesh"]])(
    "aud of %j is not us",
    async (aud) => {
      expect(await reasonOf(await forge(signer, { claims: { aud } }))).toBe("WRONG_AUDIENCE");
    },
  );

  it("written twice counts as its last, as RFC 7519, 4 allows, for every check alike", async () => {
    const audiences = ['"aud":"datamesh"', '"aud":"billing"'] as const;
    expect(await reasonOf(await forge(signer, { payload: twice(audiences[0], audiences[1]) }))).toBe(
      "WRONG_AUDIENCE",
    );
    expect(await reasonOf(await forge(signer, { payload: twice(audiences[1], audiences[0]) }))).toBe(
      "accepted",
    );
  });

  it("__proto__ lends no claims", async () => {
    const payload = `{"__proto__":${JSON.stringify(HONEST_CLAIMS)},"iss":"https://id.example"}`;
    expect(await reasonOf(await forge(signer, { payload }))).toBe("MISSING_CLAIM");
  });
});

describe("the times of a token", () => {
  it.each([
    ["that ended 5 seconds ago", { exp: SECONDS - 5 }, "EXPIRED"],
    ["that ended in 1970", { iat: 0, exp: 60 }, "EXPIRED"],
    ["issued 6 seconds ahead", { iat: SECONDS + 6 }, "ISSUED_IN_FUTURE"],
    ["valid from a minute ahead", { nbf: SECONDS + 60 }, "NOT_YET_VALID"],
    ["of a ten-year life", { exp: SECONDS + 10 * 31_557_600 }, "LIFE_TOO_LONG"],
    ["of a life of twelve hours and a second", { iat: SECONDS, exp: SECONDS + 43_201 }, "LIFE_TOO_LONG"],
    [
      "of a day, all but an hour of it over",
      { iat: SECONDS - 23 * 3_600, exp: SECONDS + 3_600 },
      "LIFE_TOO_LONG",
    ],
    ["that ends before it begins", { iat: SECONDS, exp: SECONDS - 1 }, "MALFORMED_CLAIM"],
  ])("%s: refused", async (_, claims, reason) => {
    expect(await reasonOf(await forge(signer, { claims }))).toBe(reason);
  });

  it("are judged by the clock at each call", async () => {
    let now = NOW;
    const verifyLater = createTokenVerifier({ issuers: [issuerOf(signer)], now: () => now });
    const token = await forge(signer);
    expect(await verifyLater(token)).toMatchObject({ ok: true });
    now = new Date("2026-11-23T13:00:06Z");
    expect(await verifyLater(token)).toEqual({ ok: false, reason: "EXPIRED" });
  });

  it("are never judged by a broken clock", async () => {
    const broken = createTokenVerifier({ issuers: [issuerOf(signer)], now: () => new Date(Number.NaN) });
    await expect(broken(await forge(signer))).rejects.toThrow(TypeError);
  });

  it("obey the limits set for the issuer", async () => {
    const issuer = { ...issuerOf(signer), maxLifetimeSeconds: 600, clockToleranceSeconds: 0 };
    const strict = createTokenVerifier({ issuers: [issuer], now: () => NOW });
    expect(await strict(await forge(signer))).toEqual({ ok: false, reason: "LIFE_TOO_LONG" });
    const claims = { iat: SECONDS - 60, exp: SECONDS };
    expect(await strict(await forge(signer, { claims }))).toEqual({ ok: false, reason: "EXPIRED" });
  });
});

/** The honest claims as JSON text with two members at the end that no JSON library would write. */
function twice(first: string, last: string): string {
  return `${JSON.stringify(HONEST_CLAIMS).slice(0, -1)},${first},${last}}`;
}
