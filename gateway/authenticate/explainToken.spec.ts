import { explainToken } from "./explainToken.ts";
import { CHECKS } from "./examineToken.ts";
import { STANDARD_CLAIMS } from "./presets.ts";
import { HONEST_CLAIMS, NOW, SECONDS, forge, issuerOf, newSigner } from "./testing/forge.ts";
import type { TrustedIssuer } from "./trustedIssuer.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

const signer = await newSigner("k1");
const stranger = await newSigner("k1");
const trusted = issuerOf(signer);
const explain = (token: string, issuer: TrustedIssuer = trusted) =>
  explainToken(token, { issuers: [issuer], now: () => NOW });
const failures = async (token: string, issuer?: TrustedIssuer) =>
  (await explain(token, issuer)).checks.flatMap(({ reason, words }) => (reason ? [[reason, words]] : []));

describe("an explanation", () => {
  it("of an accepted token passes every check and says what it proves", async () => {
    const explanation = await explain(await forge(signer));
    expect(explanation.accepted).toBe(true);
    expect(explanation.checks.map(({ check, outcome }) => [check, outcome])).toEqual(
      CHECKS.map((check) => [check, "ok"]),
    );
    expect(explanation.proof?.consumer).toMatchObject({ id: "ada", roles: ["analyst"] });
  });

  it("tells everything that is wrong, not only the first", async () => {
    const header = { typ: "JWT" };
    const claims = { aud: "billing", exp: SECONDS - 60, iat: SECONDS - 120, roles: "analyst" };
    expect(await failures(await forge(stranger, { header, claims }))).toEqual([
      ["WRONG_TYPE", 'typ "JWT" is no access token here; accepted for this issuer: "at+jwt"'],
      ["BAD_SIGNATURE", "not made with that key, or the token was changed since"],
      ["WRONG_AUDIENCE", 'the token is for "billing"; expected: "datamesh"'],
      ["EXPIRED", "it was good until 2026-11-23T11:59:00.000Z"],
      ["MALFORMED_CLAIM", 'what stands in the claim "roles" does not fit'],
    ]);
  });

  it("leaves out what rests on a failed check", async () => {
    const { checks } = await explain(await forge(signer, { header: { alg: "none" } }));
    expect(checks.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      "form ok",
      "issuer ok",
      "type ok",
      "algorithm failed",
      "key skipped",
      "signature skipped",
      "audience ok",
      "times ok",
      "claims ok",
    ]);
  });

  it.each<[string, Parameters<typeof forge>[1], string]>([
    ["form", { header: { jku: "https://evil.example" } }, "brings a key of its own"],
    ["issuer", { claims: { iss: "https://evil.example" } }, '"https://evil.example" is not among'],
    ["key", { header: { kid: "k2" } }, 'not exactly one key of the name "k2"'],
    [
      "times",
      { claims: { exp: SECONDS + 86_400 } },
      "it lives 86460 seconds, and this issuer may grant 43200",
    ],
    ["claims", { claims: { jti: undefined } }, 'there is no claim "jti"'],
  ])("of a failed %s says how", async (check, forgery, words) => {
    const { accepted, checks } = await explain(await forge(signer, forgery));
    expect(accepted).toBe(false);
    expect(checks.find(({ outcome }) => outcome === "failed")).toMatchObject({
      check,
      words: expect.stringContaining(words) as unknown,
    });
  });

  it("names the places where a claim was looked for", async () => {
    const claims = { ...STANDARD_CLAIMS, consumer: [["user", "oid"], ["uid"]] };
    expect(await failures(await forge(signer), { ...trusted, claims })).toEqual([
      ["MISSING_CLAIM", 'there is no claim "user.oid" or "uid"'],
    ]);
  });

  it("tells an ID token from an access token", async () => {
    const claims = { nonce: "n-1" };
    const token = await forge(signer, { header: { typ: "JWT" }, claims });
    expect(await failures(token, { ...trusted, types: ["JWT"] })).toEqual([
      ["ID_TOKEN", "this is an ID token, which tells a client who signed in; send the access token"],
    ]);
  });

  it("tells why keys cannot be had", async () => {
    const keys = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7:443"));
    expect(await failures(await forge(signer), { ...trusted, keys })).toEqual([
      ["KEYS_UNAVAILABLE", expect.stringContaining("connect ECONNREFUSED 10.0.0.7:443")],
    ]);
  });

  it("holds neither the token nor its signature, and nothing a terminal would obey", async () => {
    const claims = { aud: `\u001b[2J\u009b2J\u202e${"x".repeat(500)}` };
    const token = await forge(signer, { claims });
    const told = JSON.stringify(await explain(token)) + JSON.stringify(await explain(`${token}AAAA`));
    for (const part of token.split(".")) expect(told).not.toContain(part);
    for (const bad of ["\u001b", "\u009b", "\u202e", "x".repeat(300)]) expect(told).not.toContain(bad);
  });

  it("agrees with the verifier on every token, and gives its reason first", async () => {
    const verify = createTokenVerifier({ issuers: [trusted], now: () => NOW });
    const forgeries = [
      {},
      { header: { typ: "JWT" }, claims: { aud: "billing" } },
      { header: { alg: "HS256" } },
      { header: { kid: 1 } },
      ...Object.keys(HONEST_CLAIMS).map((name) => ({ claims: { [name]: undefined } })),
      ...Object.keys(HONEST_CLAIMS).map((name) => ({ claims: { [name]: null } })),
    ];
    for (const forgery of forgeries) {
      const token = await forge(signer, forgery);
      const [verified, explanation] = [await verify(token), await explain(token)];
      expect(explanation.accepted).toBe(verified.ok);
      expect(explanation.checks.find(({ reason }) => reason)?.reason).toBe(
        verified.ok ? undefined : verified.reason,
      );
    }
  });
});
