import { compactVerify } from "jose";
import type { CryptoKey } from "jose";
import type { AsymmetricAlgorithm } from "./trustedIssuer.ts";

/** Whether a token in JWS compact serialization was signed by this key with this algorithm, and not changed since. */
export async function verifySignature(
  token: string,
  key: CryptoKey,
  alg: AsymmetricAlgorithm,
): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [alg] });
    return true;
  } catch {
    return false;
  }
}
