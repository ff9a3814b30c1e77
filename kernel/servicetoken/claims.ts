import { z } from "zod";
import type { JsonObject } from "./compactToken.ts";

/** Why a claims set cannot be used. */
export type ClaimFault = "MISSING_CLAIM" | "MALFORMED_CLAIM";

/** The last second a `Date` can hold. */
const LAST_SECOND = 8.64e12;

/**
 * A text of 1 to `max` characters; no control or half ones, which PostgreSQL cannot store and logs show badly, and none
 * that separates lines or turns the direction of writing, which could make a log read as something else.
 */
export function textClaim(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u);
}

const numericDate = z.number().min(0).max(LAST_SECOND);

/** RFC 6749, 3.3; issuers write the empty text where there is no scope. */
const scope = z.string().regex(/^([\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*)?$/);

/** The claims every token of the mesh carries, whoever issued it: its times in seconds (RFC 7519, 4.1) and its id. */
export const commonClaims = z.object({
  iss: textClaim(1_024),
  iat: numericDate,
  exp: numericDate,
  nbf: numericDate.optional(),
  jti: textClaim(256),
});

/** The claims that name a consumer. */
export const consumerClaims = z.object({
  sub: textClaim(256),
  roles: z.array(textClaim(128)).max(64),
  scope: scope.optional(),
  purpose: textClaim(128).optional(),
  purposes: z.array(textClaim(128)).max(64).optional(),
  client_id: textClaim(256).optional(),
  tenant: textClaim(128).optional(),
});

export type CommonClaims = z.infer<typeof commonClaims>;
export type ConsumerClaims = z.infer<typeof consumerClaims>;

/** Claims that fit their schema, or what is wrong and with which of them. */
export type ClaimsRead<T> =
  | { readonly ok: true; readonly claims: T }
  | { readonly ok: false; readonly reason: ClaimFault; readonly claim: string };

/**
 * Reads claims by a schema: MISSING_CLAIM if a required one is absent, MALFORMED_CLAIM if one, be it optional,
 * is there and does not fit.
 */
export function readClaims<T>(schema: z.ZodType<T>, claims: JsonObject): ClaimsRead<T> {
  const read = schema.safeParse(claims);
  if (read.success) return { ok: true, claims: read.data };
  const names = read.error.issues.map(({ path }) => String(path[0]));
  const missing = names.find((name) => !Object.hasOwn(claims, name));
  if (missing !== undefined) return { ok: false, reason: "MISSING_CLAIM", claim: missing };
  return { ok: false, reason: "MALFORMED_CLAIM", claim: names[0] ?? "" };
}
