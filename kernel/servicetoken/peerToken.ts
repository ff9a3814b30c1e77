import { randomUUID } from "node:crypto";
import { compactVerify, SignJWT } from "jose";
import { z } from "zod";
import { checkTimes } from "./checkTimes.ts";
import { commonClaims, readClaims, textClaim } from "./claims.ts";
import { readCompactToken } from "./compactToken.ts";
import { bodyDigest, checkServiceKey, SERVICE_TOKEN } from "./serviceToken.ts";
import type { ServiceRefusalReason } from "./serviceVerifier.ts";

const TYPE = "datamesh-peer+jwt";
const MAX_BYTES = 2 * 1_024;

/** Which process asks which other for what: by this much a token is good for nothing else. */
export interface PeerCall {
  /** Who asks: `context:customers`, `gateway`. */
  readonly from: string;
  /** What is asked for: `catalog:registrations`. */
  readonly to: string;
  /** Exactly what is sent or received; empty where nothing is. */
  readonly body: string;
  readonly now: Date;
}

/**
 * Issues a token by which a process of the mesh proves to another who it is, for one request: HS256 under a key of 32
 * bytes that the two share, bound to the body, good for 30 seconds. Throws `TypeError` for a key of another length.
 */
export async function issuePeerToken(key: Uint8Array, { from, to, body, now }: PeerCall): Promise<string> {
  checkServiceKey(key);
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ body: bodyDigest(body) })
    .setProtectedHeader({ alg: SERVICE_TOKEN.algorithm, typ: TYPE })
    .setIssuer(issuerOf(from))
    .setAudience(audienceOf(to))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + SERVICE_TOKEN.lifetimeSeconds)
    .setJti(randomUUID())
    .sign(key);
}

const peerClaims = z.object({ ...commonClaims.shape, aud: textClaim(1_024), body: z.string().length(43) });

/** Checks a token that came with a request; undefined when it is good. Throws `TypeError` for a key of another length. */
export async function peerTokenFault(
  key: Uint8Array,
  token: string,
  { from, to, body, now }: PeerCall,
): Promise<ServiceRefusalReason | undefined> {
  checkServiceKey(key);
  const compact = readCompactToken(token, MAX_BYTES);
  if (!compact.ok) return compact.reason;
  if (compact.header["typ"] !== TYPE) return "WRONG_TYPE";
  if (compact.header["alg"] !== SERVICE_TOKEN.algorithm) return "UNPINNED_ALGORITHM";
  if (!(await isSignedBy(key, token))) return "BAD_SIGNATURE";
  const read = readClaims(peerClaims, compact.claims);
  if (!read.ok) return read.reason;
  if (read.claims.iss !== issuerOf(from)) return "WRONG_ISSUER";
  if (read.claims.aud !== audienceOf(to)) return "WRONG_AUDIENCE";
  return (
    checkTimes(read.claims, SERVICE_TOKEN, now) ??
    (read.claims.body === bodyDigest(body) ? undefined : "WRONG_BODY")
  );
}

async function isSignedBy(key: Uint8Array, token: string): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [SERVICE_TOKEN.algorithm] });
    return true;
  } catch {
    return false;
  }
}

const issuerOf = (from: string): string => `urn:datamesh:${from}`;
const audienceOf = (to: string): string => `urn:datamesh:${to}`;
