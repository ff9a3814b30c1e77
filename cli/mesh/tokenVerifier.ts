import {
  createTokenVerifier,
  openDevelopmentIssuer,
  type DevelopmentIssuer,
  trustIssuer,
  type TrustedIssuer,
} from "../../gateway/authenticate/index.ts";
import type { GatewayConfig } from "../../gateway/config.ts";

/** The verifier of consumers' tokens, and the development issuer when there is one. */
export interface Authentication {
  readonly verifyToken: ReturnType<typeof createTokenVerifier>;
  readonly developmentIssuer: DevelopmentIssuer | undefined;
}

/** Trusts the configured issuers, the development issuer of the data directory, or both. */
export async function openAuthentication(
  config: GatewayConfig,
  dataDir: string,
  onKeyFailure: (issuer: string, cause: unknown) => void,
): Promise<Authentication> {
  const { issuers, developmentIssuer } = await openIssuers(config, dataDir);
  return {
    verifyToken: createTokenVerifier({ issuers, now: () => new Date(), onKeyFailure }),
    developmentIssuer,
  };
}

/** Everyone whose tokens the gateway accepts, the development issuer first if there is one. */
export async function openIssuers(
  config: GatewayConfig,
  dataDir: string,
): Promise<{
  readonly issuers: readonly TrustedIssuer[];
  readonly developmentIssuer: DevelopmentIssuer | undefined;
}> {
  const developmentIssuer = config.developmentIssuer ? await openDevelopmentIssuer(dataDir) : undefined;
  const configured = config.issuers.map((issuer) => trustIssuer(issuer));
  return { issuers: developmentIssuer ? [developmentIssuer, ...configured] : configured, developmentIssuer };
}
