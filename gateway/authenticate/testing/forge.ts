import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair } from "jose";
import type { CryptoKey, JWK } from "jose";
import type { TrustedIssuer } from "../trustedIssuer.ts";

/** The moment at which tests verify. */
export const NOW = new Date("2026-11-23T12:00:00Z");

/** `NOW` in seconds. */
export const SECONDS = NOW.getTime() / 1_000;

/** A key pair of P-256 as an issuer has it. */
export interface Signer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
  readonly publicPem: string;
}

type Members = Readonly<Record<string, unknown>>;

/** A new signer. */
export async function newSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" };
  return { kid, privateKey, publicJwk, publicPem: await exportSPKI(publicKey) };
}

/** An issuer that publishes the keys of these signers. */
export function issuerOf(...signers: readonly Signer[]): TrustedIssuer {
  return {
    issuer: "https://id.example",
    audience: "datamesh",
    algorithms: ["ES256"],
    keys: createLocalJWKSet({ keys: signers.map(({ publicJwk }) => publicJwk) }),
  };
}

/** The header and claims of a token nothing is wrong with. */
export function honestHeader({ kid }: Signer): Members {
  return { alg: "ES256", typ: "at+jwt", kid };
}

export const HONEST_CLAIMS: Members = {
  iss: "https://id.example",
  aud: "datamesh",
  sub: "ada",
  jti: "token-1",
  iat: SECONDS - 60,
  exp: SECONDS + 3_600,
  roles: ["analyst"],
};

/** The base64url of a text, or of an object as JSON. */
export function encode(part: string | Members): string {
  return Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
}

/** Really signs whatever header and payload, sound or not: a member set to undefined is left out. */
export async function forge(
  signer: Signer,
  { header = {}, claims = {}, payload }: { header?: Members; claims?: Members; payload?: string } = {},
): Promise<string> {
  const signed = [
    encode({ ...honestHeader(signer), ...header }),
    encode(payload ?? { ...HONEST_CLAIMS, ...claims }),
  ].join(".");
  return `${signed}.${await sign(signer.privateKey, signed)}`;
}

/** The ES256 signature of a text in base64url. */
export async function sign(key: CryptoKey, text: string): Promise<string> {
  const ecdsa = { name: "ECDSA", hash: "SHA-256" };
  return Buffer.from(await crypto.subtle.sign(ecdsa, key, Buffer.from(text))).toString("base64url");
}
