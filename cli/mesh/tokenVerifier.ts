import {
  createTokenVerifier,
  openDevelopmentIssuer,
  rememberTokens,
  type DevelopmentIssuer,
  trustIssuer,
  type TrustedIssuer,
  type VerifyAccessToken,
} from "../../gateway/authenticate/index.ts";
import { refuseRevoked, type RevocationList } from "../../gateway/revocations/index.ts";
import type { DoorCounts } from "../../gateway/measure/index.ts";
import type { GatewayConfig } from "../../gateway/config.ts";

/** The verifier of consumers' tokens, and the development issuer when there is one. */
export interface Authentication {
  readonly verifyToken: VerifyAccessToken;
  readonly developmentIssuer: DevelopmentIssuer | undefined;
}

/** Trusts the configured issuers, the development issuer of the data directory, or both. */
export async function openAuthentication(
  config: GatewayConfig,
  dataDir: string,
  onKeyFailure: (issuer: string, cause: unknown) => void,
  revocations: RevocationList,
  counts?: DoorCounts["tokens"],
): Promise<Authentication> {
  const now = (): Date => new Date();
  const onChange = (): void => remembered.forget();
  const { issuers, developmentIssuer } = await openIssuers(config, dataDir, onChange);
  const remembered = rememberTokens({
    verify: createTokenVerifier({ issuers, now, onKeyFailure }),
    now,
    ...(counts && { counts }),
  });
  return { verifyToken: refuseRevoked(remembered.verify, revocations, now), developmentIssuer };
}

/** Everyone whose tokens the gateway accepts, the development issuer first if there is one; told when keys change. */
export async function openIssuers(
  config: GatewayConfig,
  dataDir: string,
  onChange?: () => void,
): Promise<{
  readonly issuers: readonly TrustedIssuer[];
  readonly developmentIssuer: DevelopmentIssuer | undefined;
}> {
  const developmentIssuer = config.developmentIssuer ? await openDevelopmentIssuer(dataDir) : undefined;
  const configured = config.issuers.map((issuer) => trustIssuer(issuer, onChange && { onChange }));
  return { issuers: developmentIssuer ? [developmentIssuer, ...configured] : configured, developmentIssuer };
}
