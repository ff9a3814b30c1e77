import { randomUUID } from "node:crypto";
import { MeshError } from "@datamesh/kernel";
import { consumerClaims, readClaims } from "@datamesh/kernel/servicetoken";
import type { ConsumerClaims } from "@datamesh/kernel/servicetoken";
import { SignJWT, createLocalJWKSet, importJWK } from "jose";
import { openDevelopmentKey } from "./developmentKey.ts";
import { PERSONAS } from "./personas.ts";
import type { PersonaName } from "./personas.ts";
import { DEFAULT_MAX_LIFETIME_SECONDS } from "./trustedIssuer.ts";
import type { TrustedIssuer } from "./trustedIssuer.ts";

/** Whom a token speaks for: the claims a persona has and those it may have. */
export interface IdentityClaims {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly scope?: string;
  readonly tenant?: string;
}

/** A wish for a development token. */
export type DevelopmentTokenRequest = (
  | { readonly persona: PersonaName; readonly claims?: undefined }
  | { readonly persona?: undefined; readonly claims: IdentityClaims }
) & {
  readonly purpose?: string;
  readonly expiresInSeconds: number;
  readonly now: Date;
  /** Claim `jti`; a random UUID unless given. */
  readonly tokenId?: string;
};

/** An issuer on this machine; itself what a verifier trusts. */
export interface DevelopmentIssuer extends TrustedIssuer {
  readonly maxLifetimeSeconds: number;
  /** Signs an access token. Fails with BAD_USER_INPUT for claims or a life the gateway would refuse. */
  readonly sign: (request: DevelopmentTokenRequest) => Promise<string>;
}

const ISSUER = "urn:datamesh:development";
const AUDIENCE = "datamesh";

/**
 * Opens the development issuer whose key lies in `dataDir`, making the key if absent. Whoever can read that
 * file can be anyone, so it is for one's own machine. Fails with BAD_USER_INPUT for a corrupt key file.
 */
export async function openDevelopmentIssuer(
  dataDir: string,
  { maxLifetimeSeconds = DEFAULT_MAX_LIFETIME_SECONDS }: { readonly maxLifetimeSeconds?: number } = {},
): Promise<DevelopmentIssuer> {
  const { kid, privateJwk, publicJwk } = await openDevelopmentKey(dataDir);
  const privateKey = await importJWK(privateJwk, "ES256");
  return Object.freeze<DevelopmentIssuer>({
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ["ES256"],
    keys: createLocalJWKSet({ keys: [{ ...publicJwk, kid, alg: "ES256", use: "sig" }] }),
    maxLifetimeSeconds,
    sign: async (request) => {
      checkLifetime(request.expiresInSeconds, maxLifetimeSeconds);
      return prepareToken(request).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid }).sign(privateKey);
    },
  });
}

function prepareToken(request: DevelopmentTokenRequest): SignJWT {
  const issuedAt = Math.floor(request.now.getTime() / 1_000);
  // RFC 9068, 2.2 requires `client_id`.
  return new SignJWT({ ...readIdentity(request), client_id: "datamesh-development" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + request.expiresInSeconds)
    .setJti(request.tokenId ?? randomUUID());
}

function readIdentity({ persona, claims, purpose }: DevelopmentTokenRequest): ConsumerClaims {
  const identity = persona === undefined ? claims : PERSONAS[persona];
  const read = readClaims(consumerClaims, { ...identity, ...(purpose !== undefined && { purpose }) });
  if (read.ok) return read.claims;
  throw new MeshError(
    "BAD_USER_INPUT",
    "the gateway would refuse this identity: a subject and at most 64 roles are needed, " +
      "and no text is empty, very long or holds control characters",
  );
}

function checkLifetime(seconds: number, maxLifetimeSeconds: number): void {
  if (Number.isSafeInteger(seconds) && seconds > 0 && seconds <= maxLifetimeSeconds) return;
  throw new MeshError(
    "BAD_USER_INPUT",
    `a token lives at least a second and at most ${maxLifetimeSeconds / 3_600} hours`,
  );
}
