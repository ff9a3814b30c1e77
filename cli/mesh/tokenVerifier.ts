import {
  createTokenVerifier,
  openDevelopmentIssuer,
  type DevelopmentIssuer,
  remoteKeys,
  type TrustedIssuer,
} from "../../gateway/authenticate/index.ts";
import type { GatewayConfig } from "../../gateway/config.ts";

/** The verifier of consumers' tokens, and the development issuer when there is one. */
export interface Authentication {
  readonly verifyToken: ReturnType<typeof createTokenVerifier>;
  readonly developmentIssuer: DevelopmentIssuer | undefined;
}

/** Trusts the configured issuer, the development issuer of the data directory, or both. */
export async function openAuthentication(
  config: GatewayConfig,
  dataDir: string,
  onKeyFailure: (issuer: string, cause: unknown) => void,
): Promise<Authentication> {
  const developmentIssuer = config.developmentIssuer ? await openDevelopmentIssuer(dataDir) : undefined;
  const issuers: TrustedIssuer[] = developmentIssuer === undefined ? [] : [developmentIssuer];
  if (config.issuer !== undefined) {
    issuers.push({
      issuer: config.issuer.issuer,
      audience: config.issuer.audience,
      algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
      keys: remoteKeys(config.issuer.jwksUrl),
    });
  }
  return {
    verifyToken: createTokenVerifier({ issuers, now: () => new Date(), onKeyFailure }),
    developmentIssuer,
  };
}
