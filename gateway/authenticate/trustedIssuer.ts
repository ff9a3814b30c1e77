import type { CompactJWSHeaderParameters, CryptoKey, FlattenedJWSInput } from "jose";
import type { ClaimPaths } from "./claimPaths.ts";

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

/** What the header's `typ` may be, in any case: an access token by RFC 9068, any JWT, or not there at all. */
export const TOKEN_TYPES = ["at+jwt", "JWT", "absent"] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];

/** Finds the public key of a token's header, as jose's JWKS resolvers do. */
export type KeyResolver = (
  header: CompactJWSHeaderParameters,
  token: FlattenedJWSInput,
) => Promise<CryptoKey>;

/** An authorization server whose access tokens the gateway accepts. */
export interface TrustedIssuer {
  /** Claim `iss`, compared exactly. */
  readonly issuer: string;
  /** What `aud` must be or contain; of several, any one. */
  readonly audience: string | readonly string[];
  readonly algorithms: readonly AsymmetricAlgorithm[];
  readonly keys: KeyResolver;
  /** What the header's `typ` may be; `at+jwt` unless given. */
  readonly types?: readonly TokenType[];
  /** Where the claims stand; unless given those of RFC 9068, with `roles` and `jti` required. */
  readonly claims?: ClaimPaths;
  /** Put before the names of its consumers and clients, so that they are nobody else's; nothing unless given. */
  readonly prefix?: string;
  /** The longest `exp - iat` accepted; 12 hours unless given. */
  readonly maxLifetimeSeconds?: number;
  /** How far the issuer's clock may differ; 5 seconds unless given, a minute at most. */
  readonly clockToleranceSeconds?: number;
}

/** A trusted issuer whose settings have been checked and completed. */
export interface CheckedIssuer extends Required<Omit<TrustedIssuer, "audience" | "claims">> {
  readonly audience: readonly string[];
  readonly claims?: ClaimPaths;
}

/** 12 hours. */
export const DEFAULT_MAX_LIFETIME_SECONDS = 12 * 3_600;

const DEFAULT_CLOCK_TOLERANCE_SECONDS = 5;
const MAX_CLOCK_TOLERANCE_SECONDS = 60;

/** The issuer with its defaults filled in. Throws `TypeError` for one that would weaken the checks. */
export function checkTrustedIssuer(issuer: TrustedIssuer): CheckedIssuer {
  const checked: CheckedIssuer = {
    ...issuer,
    audience: Object.freeze([issuer.audience].flat()),
    types: Object.freeze([...(issuer.types ?? ["at+jwt"])]),
    algorithms: Object.freeze([...issuer.algorithms]),
    prefix: issuer.prefix ?? "",
    maxLifetimeSeconds: issuer.maxLifetimeSeconds ?? DEFAULT_MAX_LIFETIME_SECONDS,
    clockToleranceSeconds: issuer.clockToleranceSeconds ?? DEFAULT_CLOCK_TOLERANCE_SECONDS,
  };
  const fault = findFault(checked);
  if (fault) throw new TypeError(`trusted issuer ${JSON.stringify(issuer.issuer)}: ${fault}`);
  return Object.freeze(checked);
}

function findFault(issuer: CheckedIssuer): string | undefined {
  if (!issuer.issuer) return "an issuer has a name";
  if (issuer.audience.length === 0 || issuer.audience.some((name) => !name)) return "an audience is required";
  if (issuer.types.length === 0) return "at least one type is accepted";
  const untyped = issuer.types.find((type) => !TOKEN_TYPES.includes(type));
  if (untyped !== undefined) return `${JSON.stringify(untyped)} is not a type of token`;
  if (issuer.algorithms.length === 0) return "at least one algorithm is pinned";
  const unfit = issuer.algorithms.find((algorithm) => !ASYMMETRIC_ALGORITHMS.includes(algorithm));
  if (unfit !== undefined) return `${JSON.stringify(unfit)} is not an asymmetric signature algorithm`;
  return findTimeFault(issuer);
}

function findTimeFault(issuer: CheckedIssuer): string | undefined {
  if (!(issuer.maxLifetimeSeconds > 0 && Number.isFinite(issuer.maxLifetimeSeconds))) {
    return "maxLifetimeSeconds is a positive number";
  }
  const tolerance = issuer.clockToleranceSeconds;
  if (!(tolerance >= 0 && tolerance <= MAX_CLOCK_TOLERANCE_SECONDS)) {
    return `clockToleranceSeconds is between 0 and ${MAX_CLOCK_TOLERANCE_SECONDS}`;
  }
  return undefined;
}
