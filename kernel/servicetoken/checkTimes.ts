import type { CommonClaims } from "./claims.ts";

/** Why a token is not valid now. */
export type TimeFault =
  "MALFORMED_CLAIM" | "LIFE_TOO_LONG" | "ISSUED_IN_FUTURE" | "NOT_YET_VALID" | "EXPIRED";

/** How long a token may live and how far two clocks may differ, in seconds. */
export interface TimeLimits {
  readonly maxLifetimeSeconds: number;
  readonly clockToleranceSeconds: number;
}

/**
 * Checks the times of a token (RFC 7519, 4.1.4 to 4.1.6) and that its whole life is short; undefined if they
 * hold. Throws `TypeError` for an invalid date.
 */
export function checkTimes(
  { iat, exp, nbf }: Pick<CommonClaims, "iat" | "exp" | "nbf">,
  { maxLifetimeSeconds, clockToleranceSeconds }: TimeLimits,
  now: Date,
): TimeFault | undefined {
  const seconds = now.getTime() / 1_000;
  // With NaN every comparison below is false, and a token would never expire.
  if (Number.isNaN(seconds)) throw new TypeError("the clock gave an invalid date");
  if (exp <= iat) return "MALFORMED_CLAIM";
  if (exp - iat > maxLifetimeSeconds) return "LIFE_TOO_LONG";
  if (iat > seconds + clockToleranceSeconds) return "ISSUED_IN_FUTURE";
  if (nbf !== undefined && nbf > seconds + clockToleranceSeconds) return "NOT_YET_VALID";
  if (exp <= seconds - clockToleranceSeconds) return "EXPIRED";
  return undefined;
}
