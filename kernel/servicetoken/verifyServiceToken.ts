import { timingSafeEqual } from "node:crypto";
import { compactVerify } from "jose";
import { z } from "zod";
import type { Consumer } from "../policy/consumer.ts";
import { checkTimes } from "./checkTimes.ts";
import type { TimeFault } from "./checkTimes.ts";
import { commonClaims, consumerClaims, readClaims, textClaim } from "./claims.ts";
import type { ClaimFault } from "./claims.ts";
import { readCompactToken } from "./compactToken.ts";
import type { CompactTokenFault, JsonObject } from "./compactToken.ts";
import { consumerFromClaims } from "./consumerFromClaims.ts";
import { SERVICE_TOKEN, bodyDigest, checkServiceKey, subgraphAudience } from "./serviceToken.ts";

/** Why a subgraph refuses a service token. For its log, not for the caller. */
export type ServiceRefusalReason =
  | CompactTokenFault
  | ClaimFault
  | TimeFault
  | "WRONG_TYPE"
  | "UNPINNED_ALGORITHM"
  | "BAD_SIGNATURE"
  | "WRONG_ISSUER"
  | "WRONG_AUDIENCE"
  | "WRONG_BODY";

/** What a subgraph learns from a service token. */
export type ServiceVerified =
  | { readonly ok: true; readonly consumer: Consumer }
  | { readonly ok: false; readonly reason: ServiceRefusalReason };

/** A service token beside the request it came with. */
export interface ServiceTokenCheck {
  readonly key: Uint8Array;
  /** The name of the subgraph that checks. */
  readonly subgraph: string;
  readonly token: string;
  /** Exactly what was received; a string stands for its UTF-8 bytes. */
  readonly body: string | Uint8Array;
  readonly now: Date;
}

const serviceClaims = z.object({
  ...commonClaims.shape,
  ...consumerClaims.shape,
  aud: textClaim(1_024),
  body: textClaim(128),
});

type ServiceClaims = z.infer<typeof serviceClaims>;

/**
 * Verifies that the gateway issued this token for this subgraph and this body, within the last moments. Refuses
 * by its answer; throws `TypeError` only for a key of another length than 32 bytes.
 */
export async function verifyServiceToken(check: ServiceTokenCheck): Promise<ServiceVerified> {
  checkServiceKey(check.key);
  const compact = readCompactToken(check.token, SERVICE_TOKEN.maxBytes);
  if (!compact.ok) return compact;
  const headerFault = checkHeader(compact.header);
  if (headerFault) return { ok: false, reason: headerFault };
  if (!(await isSignedBy(check.key, check.token))) return { ok: false, reason: "BAD_SIGNATURE" };
  const read = readClaims(serviceClaims, compact.claims);
  if (!read.ok) return { ok: false, reason: read.reason };
  const reason = checkClaims(read.claims, check);
  return reason ? { ok: false, reason } : { ok: true, consumer: consumerFromClaims(read.claims) };
}

function checkHeader({ typ, alg }: JsonObject): ServiceRefusalReason | undefined {
  if (typ !== SERVICE_TOKEN.type) return "WRONG_TYPE";
  return alg === SERVICE_TOKEN.algorithm ? undefined : "UNPINNED_ALGORITHM";
}

async function isSignedBy(key: Uint8Array, token: string): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [SERVICE_TOKEN.algorithm] });
    return true;
  } catch {
    return false;
  }
}

function checkClaims(claims: ServiceClaims, check: ServiceTokenCheck): ServiceRefusalReason | undefined {
  if (claims.iss !== SERVICE_TOKEN.issuer) return "WRONG_ISSUER";
  if (claims.aud !== subgraphAudience(check.subgraph)) return "WRONG_AUDIENCE";
  const timeFault = checkTimes(claims, SERVICE_TOKEN, check.now);
  if (timeFault) return timeFault;
  return isEqual(claims.body, bodyDigest(check.body)) ? undefined : "WRONG_BODY";
}

function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
