import type { JsonObject } from "@datamesh/kernel/servicetoken";
import { valuesAt } from "./claimPaths.ts";
import type { ClaimPath } from "./claimPaths.ts";
import type { RefusalReason } from "./refusalReason.ts";
import { TOKEN_TYPES } from "./trustedIssuer.ts";
import type { CheckedIssuer, TokenType } from "./trustedIssuer.ts";

/** Only an ID token binds itself to a sign-in and to what was handed out with it (OpenID Connect Core, 2 and 3.3.2.11). */
const ID_TOKEN_CLAIMS = ["nonce", "at_hash", "c_hash", "s_hash"] as const;

const CLIENT_CLAIMS: readonly ClaimPath[] = [["azp"], ["client_id"], ["appid"], ["cid"]];
const SCOPE_CLAIMS: readonly ClaimPath[] = [["scope"], ["scp"]];

/**
 * Checks that a token is meant to open an API; undefined if it is. `at+jwt` says so itself. Of other types the claims
 * must bear it out, since an ID token can be signed by the same key for the same audience.
 */
export function checkType(
  header: JsonObject,
  claims: JsonObject,
  issuer: CheckedIssuer,
): RefusalReason | undefined {
  const type = typeOf(header);
  if (type === undefined || !issuer.types.includes(type)) return "WRONG_TYPE";
  return type === "at+jwt" ? undefined : checkUse(claims, issuer);
}

function typeOf(header: JsonObject): TokenType | undefined {
  if (!Object.hasOwn(header, "typ")) return "absent";
  if (typeof header.typ !== "string") return undefined;
  // RFC 7515, 4.1.9: without a slash, `application/` is understood.
  const name = header.typ.toLowerCase().replace(/^application\//, "");
  return TOKEN_TYPES.find((type) => type !== "absent" && type.toLowerCase() === name);
}

function checkUse(claims: JsonObject, issuer: CheckedIssuer): RefusalReason | undefined {
  // Keycloak and Cognito say what a token is for; a refresh or logout token is no key either.
  const use = [claims.typ, claims.token_use].find((stated) => typeof stated === "string");
  if (use !== undefined) return useFault(use);
  // A security event (RFC 8417), such as a logout token.
  if (Object.hasOwn(claims, "events")) return "WRONG_TYPE";
  if (ID_TOKEN_CLAIMS.some((name) => Object.hasOwn(claims, name))) return "ID_TOKEN";
  return isForItsClient(claims, issuer) ? "ID_TOKEN" : undefined;
}

function useFault(use: unknown): RefusalReason | undefined {
  const stated = String(use).toLowerCase();
  if (stated === "bearer" || stated === "access") return undefined;
  return stated === "id" ? "ID_TOKEN" : "WRONG_TYPE";
}

/** An ID token has the client for its audience and grants no scope. */
function isForItsClient(claims: JsonObject, { claims: paths }: CheckedIssuer): boolean {
  if (valuesAt(claims, [...SCOPE_CLAIMS, ...(paths?.scopes ?? [])]).length > 0) return false;
  const clients = valuesAt(claims, [...CLIENT_CLAIMS, ...(paths?.client ?? [])]);
  return clients.length === 0 || clients.some((client) => [claims.aud].flat().includes(client));
}
