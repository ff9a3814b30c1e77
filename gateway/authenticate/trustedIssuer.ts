import type { CompactJWSHeaderParameters, CryptoKey, FlattenedJWSInput } from "jose";

/** The signature algorithms an issuer may be pinned to (RFC 7518, 3.1, and RFC 8037): all asymmetric. */
export const ASYMMETRIC_ALGORITHMS = [
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
] as const;

export type AsymmetricAlgorithm = (typeof ASYMMETRIC_ALGORITHMS)[number];

/** Finds the public key of a token's header, as jose's JWKS resolvers do. */
export type KeyResolver = (
  header: CompactJWSHeaderParameters,
  token: FlattenedJWSInput,
) => Promise<CryptoKey>;

/** An authorization server whose access tokens the gateway accepts. */
export interface TrustedIssuer {
  /** Claim `iss`, compared exactly. */
  readonly issuer: string;
  /** What `aud` must be or contain. */
  readonly audience: string;
  readonly algorithms: readonly AsymmetricAlgorithm[];
  readonly keys: KeyResolver;
  /** The longest `exp - iat` accepted; 12 hours unless given. */
  readonly maxLifetimeSeconds?: number;
  /** How far the issuer's clock may differ; 5 seconds unless given, a minute at most. */
  readonly clockToleranceSeconds?: number;
}

/** 12 hours. */
export const DEFAULT_MAX_LIFETIME_SECONDS = 12 * 3_600;

const DEFAULT_CLOCK_TOLERANCE_SECONDS = 5;
const MAX_CLOCK_TOLERANCE_SECONDS = 60;

/** The issuer with its defaults filled in. Throws `TypeError` for one that would weaken the checks. */
export function checkTrustedIssuer(issuer: TrustedIssuer): Required<TrustedIssuer> {
  const checked = {
    ...issuer,
    maxLifetimeSeconds: issuer.maxLifetimeSeconds ?? DEFAULT_MAX_LIFETIME_SECONDS,
    clockToleranceSeconds: issuer.clockToleranceSeconds ?? DEFAULT_CLOCK_TOLERANCE_SECONDS,
  };
  const fault = findFault(checked);
  if (fault) throw new TypeError(`trusted issuer ${JSON.stringify(issuer.issuer)}: ${fault}`);
  return Object.freeze({ ...checked, algorithms: Object.freeze([...issuer.algorithms]) });
}

function findFault(issuer: Required<TrustedIssuer>): string | undefined {
  if (!issuer.issuer) return "an issuer has a name";
  if (!issuer.audience) return "an audience is required";
  if (issuer.algorithms.length === 0) return "at least one algorithm is pinned";
  const unfit = issuer.algorithms.find((algorithm) => !ASYMMETRIC_ALGORITHMS.includes(algorithm));
  if (unfit !== undefined) return `${JSON.stringify(unfit)} is not an asymmetric signature algorithm`;
  if (!(issuer.maxLifetimeSeconds > 0 && Number.isFinite(issuer.maxLifetimeSeconds))) {
    return "maxLifetimeSeconds is a positive number";
  }
  const tolerance = issuer.clockToleranceSeconds;
  if (!(tolerance >= 0 && tolerance <= MAX_CLOCK_TOLERANCE_SECONDS)) {
    return `clockToleranceSeconds is between 0 and ${MAX_CLOCK_TOLERANCE_SECONDS}`;
  }
  return undefined;
}
