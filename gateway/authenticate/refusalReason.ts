/**
 * Why an access token was refused. For logs and tests; a consumer is told UNAUTHENTICATED, or UNAVAILABLE for
 * KEYS_UNAVAILABLE.
 *
 * | reason | meaning |
 * |---|---|
 * | TOO_LARGE | more than 8 KiB |
 * | MALFORMED | not three parts of base64url holding JSON objects |
 * | FORBIDDEN_HEADER | the header brings a key of its own or an extension |
 * | WRONG_TYPE | `typ` is not among those accepted of the issuer, `at+jwt` unless configured |
 * | ID_TOKEN | it tells a client who signed in, and opens no API (OpenID Connect Core, 2) |
 * | UNPINNED_ALGORITHM | `alg` is not among those pinned for the issuer |
 * | UNKNOWN_KEY | no `kid`, or not exactly one key of that name among the issuer's |
 * | KEYS_UNAVAILABLE | the issuer's keys cannot be had now; trying again may help |
 * | BAD_SIGNATURE | not signed by that key, or changed since |
 * | WRONG_ISSUER, WRONG_AUDIENCE | issued by someone else, or for someone else |
 * | ISSUED_IN_FUTURE, NOT_YET_VALID, EXPIRED | not valid now |
 * | LIFE_TOO_LONG | valid for longer than the issuer may grant |
 * | REVOKED | revoked by its id or its consumer (docs/identity.md) |
 * | MISSING_CLAIM, MALFORMED_CLAIM | a required claim is absent; a claim, be it optional, does not fit |
 */
export const REFUSAL_REASONS = [
  "TOO_LARGE",
  "MALFORMED",
  "FORBIDDEN_HEADER",
  "WRONG_TYPE",
  "ID_TOKEN",
  "UNPINNED_ALGORITHM",
  "UNKNOWN_KEY",
  "KEYS_UNAVAILABLE",
  "BAD_SIGNATURE",
  "WRONG_ISSUER",
  "WRONG_AUDIENCE",
  "ISSUED_IN_FUTURE",
  "NOT_YET_VALID",
  "EXPIRED",
  "LIFE_TOO_LONG",
  "REVOKED",
  "MISSING_CLAIM",
  "MALFORMED_CLAIM",
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];
