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
import { claimsByPath } from "./claimPaths.ts";
import { findKey } from "./findKey.ts";
import type { OnKeyFailure } from "./findKey.ts";
import type { RefusalReason } from "./refusalReason.ts";
import { checkType } from "./checkType.ts";
import type { CheckedIssuer } from "./trustedIssuer.ts";
import { verifySignature } from "./verifySignature.ts";

/** What is checked of a token, in this order. */
export const CHECKS = [
  "form",
  "issuer",
  "type",
  "algorithm",
  "key",
  "signature",
  "audience",
  "times",
  "claims",
] as const;

export type Check = (typeof CHECKS)[number];

/** What a token proves. */
export interface Proof {
  readonly consumer: Consumer;
  readonly expiresAt: Date;
  /** Claim `jti` or what an issuer writes in its stead, for logs. */
  readonly tokenId?: string;
}

/** How one check ended: with a fault, or without. */
export interface Finding {
  readonly check: Check;
  readonly fault?: RefusalReason;
  /** The claim that is at fault, where it is one. */
  readonly claim?: string;
  /** What the token proves if no check has found a fault; the last finding has it. */
  readonly proof?: Proof;
}

/** Whom to trust, and the clock to judge by. */
export interface Trust {
  readonly issuers: ReadonlyMap<string, CheckedIssuer>;
  readonly now: () => Date;
  readonly onKeyFailure?: OnKeyFailure;
}

export const MAX_TOKEN_BYTES = 8 * 1_024;

const audienceName = textClaim(1_024);
const audienceClaim = z.object({ aud: z.union([audienceName, z.array(audienceName).min(1)]) });
const timeClaims = commonClaims.pick({ iat: true, exp: true, nbf: true });
const plainClaims = z.object({ ...consumerClaims.shape, jti: commonClaims.shape.jti });
const foundClaims = z.object({ ...consumerClaims.shape, jti: commonClaims.shape.jti.optional() });

/**
 * Checks an access token (RFC 9068, as RFC 8725 advises) and tells the finding of each check in turn. After a fault
 * those that follow are still told as far as they do not rest on it, for whoever wants to know everything that is
 * wrong: **a token counts only if no finding has a fault**. Throws `TypeError` for a broken clock, never for a token.
 */
export async function* examineToken(token: string, trust: Trust): AsyncGenerator<Finding, void> {
  const compact = readCompactToken(token, MAX_TOKEN_BYTES);
  yield { check: "form", ...(!compact.ok && { fault: compact.reason }) };
  if (!compact.ok) return;
  const { header, claims } = compact;
  const issuer = typeof claims.iss === "string" ? trust.issuers.get(claims.iss) : undefined;
  yield { check: "issuer", ...(!issuer && issuerFault(claims)) };
  if (!issuer) return;
  yield withFault("type", checkType(header, claims, issuer));
  yield* examineSignature(token, header, issuer, trust.onKeyFailure);
  yield examineAudience(claims, issuer);
  const now = trust.now();
  yield examineTimes(claims, issuer, now);
  yield examineClaims(claims, issuer);
}

function withFault(check: Check, fault: RefusalReason | undefined): Finding {
  return { check, ...(fault && { fault }) };
}

function issuerFault({ iss }: JsonObject): Pick<Finding, "fault" | "claim"> {
  if (iss === undefined) return { fault: "MISSING_CLAIM", claim: "iss" };
  return typeof iss === "string" ? { fault: "WRONG_ISSUER" } : { fault: "MALFORMED_CLAIM", claim: "iss" };
}

async function* examineSignature(
  token: string,
  header: JsonObject,
  issuer: CheckedIssuer,
  onKeyFailure?: OnKeyFailure,
): AsyncGenerator<Finding, void> {
  const alg = issuer.algorithms.find((pinned) => pinned === header.alg);
  yield withFault("algorithm", alg ? undefined : "UNPINNED_ALGORITHM");
  if (!alg) return;
  const found = await findKey(token, header, alg, issuer, onKeyFailure);
  yield withFault("key", found.ok ? undefined : found.reason);
  if (!found.ok) return;
  yield withFault("signature", (await verifySignature(token, found.key, alg)) ? undefined : "BAD_SIGNATURE");
}

function examineAudience(claims: JsonObject, issuer: CheckedIssuer): Finding {
  const read = readClaims(audienceClaim, claims);
  if (!read.ok) return { check: "audience", fault: read.reason, claim: read.claim };
  const isForUs = [read.claims.aud].flat().some((name) => issuer.audience.includes(name));
  return withFault("audience", isForUs ? undefined : "WRONG_AUDIENCE");
}

function examineTimes(claims: JsonObject, issuer: CheckedIssuer, now: Date): Finding {
  const read = readClaims(timeClaims, claims);
  if (!read.ok) return { check: "times", fault: read.reason, claim: read.claim };
  return withFault("times", checkTimes(read.claims, issuer, now));
}

function examineClaims(claims: JsonObject, issuer: CheckedIssuer): Finding {
  const read = issuer.claims
    ? readClaims(foundClaims, withPrefix(claimsByPath(claims, issuer.claims), issuer.prefix))
    : readClaims(plainClaims, withPrefix(claims, issuer.prefix));
  if (!read.ok) return { check: "claims", fault: read.reason, claim: read.claim };
  const { jti } = read.claims;
  return {
    check: "claims",
    proof: {
      consumer: consumerFromClaims(read.claims),
      expiresAt: new Date(Number(claims.exp) * 1_000),
      ...(jti !== undefined && { tokenId: jti }),
    },
  };
}

function withPrefix(claims: JsonObject, prefix: string): JsonObject {
  if (prefix === "") return claims;
  const named = ["sub", "client_id"].filter(
    (name) => typeof claims[name] === "string" && claims[name] !== "",
  );
  return {
    ...claims,
    ...Object.fromEntries(named.map((name) => [name, `${prefix}${String(claims[name])}`])),
  };
}
