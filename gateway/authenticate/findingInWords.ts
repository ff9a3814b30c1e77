import type { JsonObject } from "@datamesh/kernel/servicetoken";
import type { ClaimPaths } from "./claimPaths.ts";
import type { Check, Finding } from "./examineToken.ts";
import { quoted } from "./quoted.ts";
import type { RefusalReason } from "./refusalReason.ts";
import type { CheckedIssuer } from "./trustedIssuer.ts";

/** What the words about a token are taken from. */
export interface Scene {
  readonly bytes: number;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly issuers: readonly CheckedIssuer[];
  readonly issuer: CheckedIssuer | undefined;
  /** Why the issuer's keys could not be had, if they could not. */
  readonly keyFailure: unknown;
}

type Words = (scene: Scene, claim: string) => string;

/** Under which name a claim is configured. */
const SETTINGS: Readonly<Record<string, keyof ClaimPaths>> = {
  sub: "consumer",
  client_id: "client",
  scope: "scopes",
  jti: "tokenId",
};

const PASSED: Readonly<Record<Check, Words>> = {
  form: ({ bytes }) => `a signed token of ${bytes} bytes`,
  issuer: ({ claims }) => `${quoted(claims.iss)} is trusted`,
  type: ({ header }) => `an access token, with ${typeOf(header)}`,
  algorithm: ({ header }) => `${quoted(header.alg)} is pinned for this issuer`,
  key: ({ header }) => `the issuer publishes the key ${quoted(header.kid)}`,
  signature: () => "made with that key, and nothing changed since",
  audience: ({ claims }) => `${quoted(claims.aud)} is, or names, this API`,
  times: ({ claims }) => `issued ${time(claims.iat)}, good until ${time(claims.exp)}`,
  claims: () => "they name a consumer",
};

const FAILED: Readonly<Record<RefusalReason, Words>> = {
  TOO_LARGE: ({ bytes }) => `it has ${bytes} bytes, and 8192 are accepted`,
  MALFORMED: () =>
    "it is not three parts of base64url, separated by dots, with JSON objects in the first two",
  FORBIDDEN_HEADER: () =>
    "its header brings a key of its own or an extension (jwk, jku, x5u, x5c, crit or b64)",
  WRONG_ISSUER: ({ claims, issuers }) =>
    `${quoted(claims.iss)} is not among the trusted issuers: ${list(issuers.map(({ issuer }) => issuer))}`,
  WRONG_TYPE: ({ header, claims, issuer }) =>
    `${typeOf(header)}${useOf(claims)} is no access token here; accepted for this issuer: ${list(issuer?.types)}`,
  ID_TOKEN: () => "this is an ID token, which tells a client who signed in; send the access token",
  UNPINNED_ALGORITHM: ({ header, issuer }) =>
    `${quoted(header.alg)} is not accepted of this issuer; accepted: ${list(issuer?.algorithms)}`,
  UNKNOWN_KEY: ({ header }) => `the issuer publishes not exactly one key of the name ${quoted(header.kid)}`,
  KEYS_UNAVAILABLE: ({ keyFailure }) => `the issuer's keys cannot be fetched now: ${causeOf(keyFailure)}`,
  BAD_SIGNATURE: () => "not made with that key, or the token was changed since",
  WRONG_AUDIENCE: ({ claims, issuer }) =>
    `the token is for ${quoted(claims.aud)}; expected: ${list(issuer?.audience)}`,
  ISSUED_IN_FUTURE: ({ claims }) => `it is issued only at ${time(claims.iat)}: the clocks differ`,
  REVOKED: () => "it was revoked; datamesh tokens list says by whom and why",
  NOT_YET_VALID: ({ claims }) => `it is good only from ${time(claims.nbf)}`,
  EXPIRED: ({ claims }) => `it was good until ${time(claims.exp)}`,
  LIFE_TOO_LONG: ({ claims, issuer }) =>
    `it lives ${Number(claims.exp) - Number(claims.iat)} seconds, and this issuer may grant ${issuer?.maxLifetimeSeconds}`,
  MISSING_CLAIM: ({ issuer }, claim) => `there is no claim ${placesOf(claim, issuer)}`,
  MALFORMED_CLAIM: ({ issuer }, claim) => `what stands in the claim ${placesOf(claim, issuer)} does not fit`,
};

/** How a check ended, for an operator; texts of the token in it are shortened and safe for a terminal. */
export function findingInWords({ check, fault, claim = "exp" }: Finding, scene: Scene): string {
  return fault ? FAILED[fault](scene, claim) : PASSED[check](scene, claim);
}

function typeOf(header: JsonObject): string {
  return Object.hasOwn(header, "typ") ? `typ ${quoted(header.typ)}` : "no typ";
}

function useOf(claims: JsonObject): string {
  const use = claims.typ ?? claims.token_use;
  return use === undefined ? "" : ` for the use ${quoted(use)}`;
}

function placesOf(claim: string, issuer: CheckedIssuer | undefined): string {
  const setting = Object.hasOwn(SETTINGS, claim) ? SETTINGS[claim] : (claim as keyof ClaimPaths);
  const paths = issuer?.claims && setting && issuer.claims[setting];
  return paths ? paths.map((path) => quoted(path.join("."))).join(" or ") : quoted(claim);
}

function list(names: readonly string[] = []): string {
  return names.map(quoted).join(", ");
}

function time(seconds: unknown): string {
  const date = new Date(Number(seconds) * 1_000);
  return Number.isNaN(date.getTime()) ? quoted(seconds) : date.toISOString();
}

function causeOf(failure: unknown): string {
  if (!(failure instanceof Error)) return "no reason is known";
  const cause = failure.cause instanceof Error ? ` (${failure.cause.message})` : "";
  return quoted(`${failure.message}${cause}`);
}
