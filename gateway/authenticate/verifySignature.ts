import type { JsonObject } from "@datamesh/kernel/servicetoken";
import { compactVerify, errors } from "jose";
import type { CryptoKey } from "jose";
import type { RefusalReason } from "./refusalReason.ts";
import type { AsymmetricAlgorithm, TrustedIssuer } from "./trustedIssuer.ts";

/** Is told the issuer and the cause when its keys cannot be had. */
export type OnKeyFailure = (issuer: string, cause: unknown) => void;

/**
 * Verifies the signature of a token with the issuer's key that the header names; undefined if it holds. The
 * algorithm is one of those pinned, the key comes by `kid` from the issuer's key set and nowhere else.
 */
export async function verifySignature(
  token: string,
  header: JsonObject,
  issuer: TrustedIssuer,
  onKeyFailure?: OnKeyFailure,
): Promise<RefusalReason | undefined> {
  const alg = issuer.algorithms.find((pinned) => pinned === header.alg);
  if (!alg) return "UNPINNED_ALGORITHM";
  const { kid } = header;
  if (typeof kid !== "string" || kid === "") return "UNKNOWN_KEY";
  const key = await findKey(token, { alg, kid }, issuer, onKeyFailure);
  if (typeof key === "string") return key;
  return (await isSignedBy(key, token, alg)) ? undefined : "BAD_SIGNATURE";
}

async function findKey(
  token: string,
  header: { alg: AsymmetricAlgorithm; kid: string },
  issuer: TrustedIssuer,
  onKeyFailure?: OnKeyFailure,
): Promise<CryptoKey | RefusalReason> {
  const [protectedHeader = "", payload = "", signature = ""] = token.split(".");
  try {
    return await issuer.keys(header, { protected: protectedHeader, payload, signature });
  } catch (cause) {
    if (cause instanceof errors.JWKSNoMatchingKey) return "UNKNOWN_KEY";
    if (cause instanceof errors.JWKSMultipleMatchingKeys) return "UNKNOWN_KEY";
    onKeyFailure?.(issuer.issuer, cause);
    return "KEYS_UNAVAILABLE";
  }
}

async function isSignedBy(key: CryptoKey, token: string, alg: AsymmetricAlgorithm): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [alg] });
    return true;
  } catch {
    return false;
  }
}
