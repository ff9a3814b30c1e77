import type { JsonObject } from "@datamesh/kernel/servicetoken";

/** The names that lead to a claim, from the outermost to the innermost: `["realm_access", "roles"]`. */
export type ClaimPath = readonly string[];

/**
 * Where an issuer writes what the mesh wants to know. Of `roles`, `scopes` and `purposes` all paths count, of the
 * others the first that leads anywhere.
 */
export interface ClaimPaths {
  readonly consumer: readonly ClaimPath[];
  readonly client: readonly ClaimPath[];
  readonly roles: readonly ClaimPath[];
  readonly scopes: readonly ClaimPath[];
  readonly tenant: readonly ClaimPath[];
  readonly purposes: readonly ClaimPath[];
  readonly purpose: readonly ClaimPath[];
  /** For logs only. */
  readonly tokenId: readonly ClaimPath[];
}

/**
 * The claims of any issuer under the names of RFC 9068, not yet checked. One that stands nowhere is left out, and null
 * counts as nowhere; no roles are an empty list.
 */
export function claimsByPath(claims: JsonObject, paths: ClaimPaths): JsonObject {
  const first = (to: readonly ClaimPath[]): unknown => valuesAt(claims, to)[0];
  const named = {
    sub: first(paths.consumer),
    client_id: first(paths.client),
    roles: inOneList(valuesAt(claims, paths.roles)) ?? [],
    scope: inOneScope(valuesAt(claims, paths.scopes)),
    tenant: first(paths.tenant),
    purposes: inOneList(valuesAt(claims, paths.purposes)),
    purpose: first(paths.purpose),
    jti: first(paths.tokenId),
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** What stands at those of the paths that lead anywhere. */
export function valuesAt(claims: JsonObject, paths: readonly ClaimPath[]): readonly unknown[] {
  return paths.map((path) => valueAt(claims, path)).filter((value) => value !== undefined && value !== null);
}

function valueAt(claims: JsonObject, path: ClaimPath): unknown {
  return path.reduce<unknown>((value, name) => (holds(value, name) ? value[name] : undefined), claims);
}

/** By itself: `constructor` and what else objects inherit is the language's word, not the issuer's. */
function holds(value: unknown, name: string): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name);
}

/** Issuers write one text where a list would have one member. What is no text stays in, to be refused. */
function inOneList(values: readonly unknown[]): readonly unknown[] | undefined {
  return values.length === 0 ? undefined : [...new Set(values.flat())];
}

/** A list of scopes as one text; what cannot be one is handed on as it is, to be refused. */
function inOneScope(values: readonly unknown[]): unknown {
  if (values.length === 0) return undefined;
  const texts = values.map((value) =>
    Array.isArray(value) && value.every(isScope) ? value.join(" ") : value,
  );
  const unfit = texts.find((text) => typeof text !== "string");
  return unfit ?? [...new Set(texts.filter((text) => text !== ""))].join(" ");
}

/** A space inside would make two of one. */
function isScope(member: unknown): boolean {
  return typeof member === "string" && member !== "" && !member.includes(" ");
}
