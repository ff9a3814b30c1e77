import { createHmac } from "node:crypto";
import {
  HONEST_CLAIMS,
  NOW,
  encode,
  forge,
  honestHeader,
  issuerOf,
  newSigner,
  sign,
} from "./testing/forge.ts";
import { createTokenVerifier } from "./verifyAccessToken.ts";

const signer = await newSigner("k1");
const stranger = await newSigner("k1");
const verify = createTokenVerifier({ issuers: [issuerOf(signer)], now: () => NOW });
const reasonOf = async (token: string) => {
  const verified = await verify(token);
  return verified.ok ? "accepted" : verified.reason;
};

describe("a text that is no token", () => {
  const [header, claims] = [encode(honestHeader(signer)), encode(HONEST_CLAIMS)];

  it.each([
    ["the empty text", ""],
    ["one part", "abc"],
    ["two parts", `${header}.${claims}`],
    ["four parts", `${header}.${claims}.c2ln.c2ln`],
    ["an encrypted token of five parts", `${header}.a.b.c.d`],
    ["an empty header", `.${claims}.c2ln`],
    ["an empty payload", `${header}..c2ln`],
    ["a header that is not JSON", `${encode("nonsense")}.${claims}.c2ln`],
    ["a header that is an array", `${encode("[]")}.${claims}.c2ln`],
    [
      "a header that is not UTF-8",
      `${Buffer.from('{"kid":"\xff"}', "latin1").toString("base64url")}.${claims}.c2ln`,
    ],
    ["characters outside base64url", `${header}.${claims}.c2l+`],
  ])("%s, is refused as malformed", async (_, token) => {
    expect(await reasonOf(token)).toBe("MALFORMED");
  });

  it.each(["nonsense", "null", "[]", '"text"', '\ufeff{"iss":"https://id.example"}', "{} {}"])(
    "a well signed payload of %j, is refused as malformed",
    async (payload) => {
      expect(await reasonOf(await forge(signer, { payload }))).toBe("MALFORMED");
    },
  );

  it("an honest token spelled with padding or spaces, is refused as malformed", async () => {
    const token = await forge(signer);
    for (const respelled of [`${token}=`, `${token} `, ` ${token}`, token.replace(".", "\n.")]) {
      expect(await reasonOf(respelled)).toBe("MALFORMED");
    }
  });

  it("more than 8 KiB, is refused by its size even if well signed, and up to there is not", async () => {
    const token = await forge(signer, { claims: { note: "x".repeat(8_192) } });
    expect(await reasonOf(token)).toBe("TOO_LARGE");
    expect(await reasonOf("a".repeat(8_193))).toBe("TOO_LARGE");
    expect(await reasonOf("a".repeat(8_192))).toBe("MALFORMED");
    expect(await reasonOf("ä".repeat(4_097))).toBe("TOO_LARGE");
  });
});

describe("a header", () => {
  it.each(["JWT", "jwt", "at", "application/jwt", "dpop+jwt", "at+jwt ", "", 7, null, ["at+jwt"], undefined])(
    "of type %j is refused, so an ID token is no access token",
    async (typ) => {
      expect(await reasonOf(await forge(signer, { header: { typ } }))).toBe("WRONG_TYPE");
    },
  );

  it.each(["none", "None", "NONE", "nOnE", "", undefined, null, ["ES256"]])(
    "of algorithm %j without a signature is refused",
    async (alg) => {
      const token = `${encode({ ...honestHeader(signer), alg })}.${encode(HONEST_CLAIMS)}.`;
      expect(await reasonOf(token)).toBe("UNPINNED_ALGORITHM");
    },
  );

  it("of algorithm HS256, signed with the public key as the secret, is refused", async () => {
    for (const secret of [signer.publicPem, signer.publicPem.trim(), JSON.stringify(signer.publicJwk)]) {
      const signed = `${encode({ ...honestHeader(signer), alg: "HS256" })}.${encode(HONEST_CLAIMS)}`;
      const token = `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
      expect(await reasonOf(token)).toBe("UNPINNED_ALGORITHM");
    }
  });

  it("that embeds the key it is signed with is refused", async () => {
    expect(await reasonOf(await forge(stranger, { header: { jwk: stranger.publicJwk } }))).toBe(
      "FORBIDDEN_HEADER",
    );
  });

  it.each([
    ["jwk", null],
    ["jku", "https://evil.example/keys"],
    ["x5u", "https://evil.example/certificate"],
    ["x5c", ["MIIB"]],
    ["crit", ["exp"]],
    ["crit", []],
    ["b64", false],
    ["b64", true],
  ])("with the parameter %s is refused even if honestly signed", async (name, value) => {
    expect(await reasonOf(await forge(signer, { header: { [name]: value } }))).toBe("FORBIDDEN_HEADER");
  });

  it("with an unencoded payload (RFC 7797) is refused", async () => {
    const header = encode({ ...honestHeader(signer), b64: false, crit: ["b64"] });
    const signature = await sign(signer.privateKey, `${header}.${JSON.stringify(HONEST_CLAIMS)}`);
    const token = `${header}.${encode(HONEST_CLAIMS)}.${signature}`;
    expect(await reasonOf(token)).toBe("FORBIDDEN_HEADER");
  });

  it.each(["k2", "../k1", "", 1, null, undefined])(
    "whose kid is %j, which the issuer lacks, is refused",
    async (kid) => {
      expect(await reasonOf(await forge(signer, { header: { kid } }))).toBe("UNKNOWN_KEY");
    },
  );

  it("whose kid two keys of the issuer bear is refused rather than tried on both", async () => {
    const ambiguous = createTokenVerifier({ issuers: [issuerOf(signer, stranger)], now: () => NOW });
    expect(await ambiguous(await forge(signer))).toEqual({ ok: false, reason: "UNKNOWN_KEY" });
  });
});

describe("a signature", () => {
  it("by a stranger's key under the issuer's kid is refused", async () => {
    expect(await reasonOf(await forge(stranger))).toBe("BAD_SIGNATURE");
  });

  it("does not cover a payload or header exchanged afterwards", async () => {
    const [header = "", claims = "", signature] = (await forge(signer)).split(".");
    const promoted = encode({ ...HONEST_CLAIMS, roles: ["compliance"] });
    expect(await reasonOf(`${header}.${promoted}.${signature}`)).toBe("BAD_SIGNATURE");
    const retyped = encode({ ...honestHeader(signer), typ: "application/at+jwt" });
    expect(await reasonOf(`${retyped}.${claims}.${signature}`)).toBe("BAD_SIGNATURE");
  });

  it.each(["", "AAAA", "A".repeat(86)])("of %j is refused", async (signature) => {
    const token = `${encode(honestHeader(signer))}.${encode(HONEST_CLAIMS)}.${signature}`;
    expect(await reasonOf(token)).toBe("BAD_SIGNATURE");
  });

  it("is judged before the claims, so a forger learns nothing from them", async () => {
    expect(await reasonOf(await forge(stranger, { claims: { exp: undefined } }))).toBe("BAD_SIGNATURE");
  });

  it("by one trusted issuer does not vouch for another", async () => {
    const other = await newSigner("other");
    const issuers = [issuerOf(signer), { ...issuerOf(other), issuer: "https://other.example" }];
    const verifyBoth = createTokenVerifier({ issuers, now: () => NOW });
    expect(await verifyBoth(await forge(other))).toEqual({ ok: false, reason: "UNKNOWN_KEY" });
    const claims = { iss: "https://other.example" };
    expect(await verifyBoth(await forge(other, { claims }))).toMatchObject({ ok: true });
  });
});
