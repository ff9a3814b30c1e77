import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { boundedMap, type BoundedMap } from "../boundedMap.ts";
import type { Consumer } from "../policy/consumer.ts";
import { checkTimes } from "./checkTimes.ts";
import type { TimeFault } from "./checkTimes.ts";
import { commonClaims, consumerClaims, readClaims, textClaim } from "./claims.ts";
import type { ClaimFault } from "./claims.ts";
import { readCompactToken } from "./compactToken.ts";
import type { CompactTokenFault, JsonObject } from "./compactToken.ts";
import { consumerFromClaims } from "./consumerFromClaims.ts";
import type { HmacSha256 } from "./hmacSha256.ts";
import { payloadReader, type ReadPayload } from "./payloadReader.ts";
import { SERVICE_TOKEN, bodyDigest, signatures, subgraphAudience, type ServiceKeys } from "./serviceToken.ts";
import { consumerMembers, consumerText, HEADER_PART } from "./tokenText.ts";

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
export interface ReceivedCall {
  readonly token: string;
  /** Exactly what was received; a string stands for its UTF-8 bytes. */
  readonly body: string | Uint8Array;
  readonly now: Date;
}

/** Verifies the token of one request; refuses by its answer. */
export type VerifyCall = (call: ReceivedCall) => ServiceVerified;

const serviceClaims = z.object({
  ...commonClaims.shape,
  ...consumerClaims.shape,
  aud: textClaim(1_024),
  body: textClaim(128),
});

type ServiceClaims = z.infer<typeof serviceClaims>;

/** How many consumers are recognised by their claims. */
const MOST_CONSUMERS = 2_000;

interface Verifying {
  readonly signatures: readonly HmacSha256[];
  readonly audience: string;
  readonly readPayload: ReadPayload;
  readonly consumers: BoundedMap<string, Consumer>;
}

/**
 * Verifies that the gateway issued tokens for this subgraph and their bodies, within the last moments, under one of the
 * keys. A consumer is one frozen value for as long as it is remembered. Throws `TypeError` for a key of another length.
 */
export function serviceVerifier(keys: ServiceKeys, subgraph: string): VerifyCall {
  const verifying = {
    signatures: signatures(keys),
    audience: subgraphAudience(subgraph),
    readPayload: payloadReader(subgraph),
    consumers: boundedMap<string, Consumer>(MOST_CONSUMERS),
  };
  return (call) => asWritten(verifying, call) ?? thoroughly(verifying, call);
}

/** Admits a token that is written as the gateway writes it, every claim checked; undefined for all else, good or bad. */
function asWritten(verifying: Verifying, { token, body, now }: ReceivedCall): ServiceVerified | undefined {
  const signatureAt = token.lastIndexOf(".");
  const signed = token.slice(0, signatureAt);
  if (token.length > SERVICE_TOKEN.maxBytes || !signed.startsWith(`${HEADER_PART}.`)) return undefined;
  if (!isSigned(verifying.signatures, signed, token.slice(signatureAt + 1))) return undefined;
  const read = verifying.readPayload(signed.slice(HEADER_PART.length + 1));
  if (read === undefined || checkTimes(read.call, SERVICE_TOKEN, now) !== undefined) return undefined;
  // No secret any more: the token tells it, and is good.
  if (read.call.body !== bodyDigest(body)) return undefined;
  const consumer = knownConsumer(verifying.consumers, read.consumerText);
  return consumer && { ok: true, consumer };
}

/** By the text of its claims, which is remembered only if it is exactly what the claims it holds are written as. */
function knownConsumer(known: BoundedMap<string, Consumer>, text: string): Consumer | undefined {
  const found = known.get(text);
  if (found !== undefined) return found;
  const members = consumerMembers(text);
  const read = members && readClaims(consumerClaims, members);
  if (!read?.ok) return undefined;
  const consumer = consumerFromClaims(read.claims);
  if (consumerText(consumer) !== text) return undefined;
  known.set(text, consumer);
  return consumer;
}

/** Checks any token, and says what is wrong with it. */
function thoroughly(verifying: Verifying, call: ReceivedCall): ServiceVerified {
  const { token } = call;
  const compact = readCompactToken(token, SERVICE_TOKEN.maxBytes);
  if (!compact.ok) return compact;
  const headerFault = checkHeader(compact.header);
  if (headerFault) return { ok: false, reason: headerFault };
  const signatureAt = token.lastIndexOf(".");
  if (!isSigned(verifying.signatures, token.slice(0, signatureAt), token.slice(signatureAt + 1))) {
    return { ok: false, reason: "BAD_SIGNATURE" };
  }
  const read = readClaims(serviceClaims, compact.claims);
  if (!read.ok) return { ok: false, reason: read.reason };
  const reason = checkClaims(read.claims, verifying.audience, call);
  return reason ? { ok: false, reason } : { ok: true, consumer: consumerFromClaims(read.claims) };
}

function checkHeader({ typ, alg }: JsonObject): ServiceRefusalReason | undefined {
  if (typ !== SERVICE_TOKEN.type) return "WRONG_TYPE";
  return alg === SERVICE_TOKEN.algorithm ? undefined : "UNPINNED_ALGORITHM";
}

function checkClaims(
  claims: ServiceClaims,
  audience: string,
  { body, now }: ReceivedCall,
): ServiceRefusalReason | undefined {
  if (claims.iss !== SERVICE_TOKEN.issuer) return "WRONG_ISSUER";
  if (claims.aud !== audience) return "WRONG_AUDIENCE";
  const timeFault = checkTimes(claims, SERVICE_TOKEN, now);
  if (timeFault) return timeFault;
  return claims.body === bodyDigest(body) ? undefined : "WRONG_BODY";
}

/** Only the canonical spelling of a signature is equal to it. */
const isSigned = (hmacs: readonly HmacSha256[], signed: string, signature: string): boolean =>
  hmacs.some((hmac) => isEqual(signature, hmac.of(signed)));

/** In a time that tells nothing of where they differ. */
function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
