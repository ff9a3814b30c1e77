import type { Consumer } from "@datamesh/kernel/policy";
import {
  checkTimes,
  commonClaims,
  consumerClaims,
  consumerFromClaims,
  readClaims,
  readCompactToken,
  textClaim,
} from "@datamesh/kernel/servicetoken";
import type { JsonObject } from "@datamesh/kernel/servicetoken";
import { z } from "zod";
import type { RefusalReason } from "./refusalReason.ts";
import { checkTrustedIssuer } from "./trustedIssuer.ts";
import type { TrustedIssuer } from "./trustedIssuer.ts";
import { verifySignature } from "./verifySignature.ts";
import type { OnKeyFailure } from "./verifySignature.ts";

/** What a token proves, or why it was refused. */
export type Verified =
  | { readonly ok: true; readonly consumer: Consumer; readonly expiresAt: Date; readonly tokenId: string }
  | Refused;

type Refused = { readonly ok: false; readonly reason: RefusalReason };

/** Whom to trust, and the clock to judge by. */
export interface TokenVerifierOptions {
  readonly issuers: readonly TrustedIssuer[];
  readonly now: () => Date;
  /** Told, for the operator's log, why an issuer's keys could not be had. Never part of an answer. */
  readonly onKeyFailure?: OnKeyFailure;
}

const MAX_TOKEN_BYTES = 8 * 1_024;

/** Media type of an access token, RFC 9068, 2.1. */
const ACCESS_TOKEN_TYPES: readonly unknown[] = ["at+jwt", "application/at+jwt"];

const audience = textClaim(1_024);

const accessClaims = z.object({
  ...commonClaims.shape,
  ...consumerClaims.shape,
  aud: z.union([audience, z.array(audience).min(1)]),
});

/**
 * A function that verifies access tokens (RFC 9068, checked as RFC 8725 advises). Whatever a token holds, the
 * function answers with a refusal and does not throw. Throws `TypeError` at once for issuers that would weaken
 * the checks: none, two of one name, a symmetric algorithm.
 */
export function createTokenVerifier(options: TokenVerifierOptions): (token: string) => Promise<Verified> {
  const issuers = new Map(options.issuers.map((issuer) => [issuer.issuer, checkTrustedIssuer(issuer)]));
  if (issuers.size === 0) throw new TypeError("at least one issuer is trusted");
  if (issuers.size !== options.issuers.length) throw new TypeError("each trusted issuer is named once");

  return async (token) => {
    const compact = readCompactToken(token, MAX_TOKEN_BYTES);
    if (!compact.ok) return compact;
    const { header, claims } = compact;
    if (!isAccessToken(header)) return refuse("WRONG_TYPE");
    if (!Object.hasOwn(claims, "iss")) return refuse("MISSING_CLAIM");
    if (typeof claims.iss !== "string") return refuse("MALFORMED_CLAIM");
    // Unverified: it only chooses whose keys the signature must fit.
    const issuer = issuers.get(claims.iss);
    if (!issuer) return refuse("WRONG_ISSUER");
    const fault = await verifySignature(token, header, issuer, options.onKeyFailure);
    return fault ? refuse(fault) : readConsumer(claims, issuer, options.now());
  };
}

function isAccessToken({ typ }: JsonObject): boolean {
  return typeof typ === "string" && ACCESS_TOKEN_TYPES.includes(typ.toLowerCase());
}

function readConsumer(claims: JsonObject, issuer: Required<TrustedIssuer>, now: Date): Verified {
  const read = readClaims(accessClaims, claims);
  if (!read.ok) return read;
  const { aud, exp, jti } = read.claims;
  if (![aud].flat().includes(issuer.audience)) return refuse("WRONG_AUDIENCE");
  const fault = checkTimes(read.claims, issuer, now);
  if (fault) return refuse(fault);
  return {
    ok: true,
    consumer: consumerFromClaims(read.claims),
    expiresAt: new Date(exp * 1_000),
    tokenId: jti,
  };
}

function refuse(reason: RefusalReason): Refused {
  return { ok: false, reason };
}
