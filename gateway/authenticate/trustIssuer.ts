import type { IssuerConfig } from "./issuerConfig.ts";
import { remoteKeys } from "./remoteKeys.ts";
import type { RemoteKeysOptions } from "./remoteKeys.ts";
import type { TrustedIssuer } from "./trustedIssuer.ts";

/**
 * The issuer of a configuration, with keys of its own that are fetched when first needed: one that does not answer
 * concerns no other. Fails with BAD_USER_INPUT as `remoteKeys` does.
 */
export function trustIssuer(
  { jwksUrl, ...issuer }: IssuerConfig,
  options?: RemoteKeysOptions,
): TrustedIssuer {
  return { ...issuer, keys: remoteKeys(jwksUrl, options) };
}
