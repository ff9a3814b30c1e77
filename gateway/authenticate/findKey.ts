import type { JsonObject } from "@datamesh/kernel/servicetoken";
import { errors } from "jose";
import type { CryptoKey } from "jose";
import type { AsymmetricAlgorithm, CheckedIssuer } from "./trustedIssuer.ts";

/** Is told the issuer and the cause when its keys cannot be had. */
export type OnKeyFailure = (issuer: string, cause: unknown) => void;

/** A key, or why there is none. */
export type KeyFound =
  | { readonly ok: true; readonly key: CryptoKey }
  | { readonly ok: false; readonly reason: "UNKNOWN_KEY" | "KEYS_UNAVAILABLE" };

/**
 * Finds the key that a token's header names, by `kid` in the issuer's key set and nowhere else, for an algorithm that
 * is pinned.
 */
export async function findKey(
  token: string,
  { kid }: JsonObject,
  alg: AsymmetricAlgorithm,
  issuer: CheckedIssuer,
  onKeyFailure?: OnKeyFailure,
): Promise<KeyFound> {
  if (typeof kid !== "string" || kid === "") return { ok: false, reason: "UNKNOWN_KEY" };
  const [protectedHeader = "", payload = "", signature = ""] = token.split(".");
  try {
    const key = await issuer.keys({ alg, kid }, { protected: protectedHeader, payload, signature });
    return { ok: true, key };
  } catch (cause) {
    if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) {
      return { ok: false, reason: "UNKNOWN_KEY" };
    }
    onKeyFailure?.(issuer.issuer, cause);
    return { ok: false, reason: "KEYS_UNAVAILABLE" };
  }
}
