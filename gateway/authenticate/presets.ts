import type { ClaimPath, ClaimPaths } from "./claimPaths.ts";
import type { TokenType } from "./trustedIssuer.ts";

/** How an identity provider's access tokens look. */
export interface Preset {
  readonly types: readonly TokenType[];
  readonly claims: Partial<ClaimPaths>;
}

/** Where claims stand by RFC 9068 and by the words of the mesh; a preset and a configuration say otherwise. */
export const STANDARD_CLAIMS: ClaimPaths = Object.freeze({
  consumer: [["sub"]],
  client: [["client_id"], ["azp"], ["appid"], ["cid"]],
  roles: [["roles"]],
  scopes: [["scope"], ["scp"]],
  tenant: [["tenant"]],
  purposes: [["purposes"]],
  purpose: [["purpose"]],
  tokenId: [["jti"]],
});

/**
 * What four providers really write into access tokens for the audiences of this API.
 *
 * - `entra`: Microsoft Entra ID, v1.0 and v2.0. `sub` differs for each application, `oid` does not.
 * - `keycloak`: roles of the realm, and those of the clients that bear the audiences' names.
 * - `okta`: a custom authorization server, which writes no `typ`. `sub` is a login that may change, `uid` is not; a
 *   client that asks for itself has no `uid`. `groups` is a claim to be added there.
 * - `auth0`: both of its token profiles. Roles are its permissions; a claim an Action adds is named by configuration.
 */
export const PRESETS = Object.freeze({
  entra: () => ({
    types: ["JWT"],
    claims: {
      consumer: [["oid"], ["sub"]],
      client: [["azp"], ["appid"]],
      scopes: [["scp"]],
      tenant: [["tid"]],
      tokenId: [["uti"]],
    },
  }),
  keycloak: (audiences: readonly string[]) => ({
    types: ["JWT", "at+jwt"],
    claims: {
      client: [["azp"]],
      roles: [
        ["realm_access", "roles"],
        ...audiences.map((name): ClaimPath => ["resource_access", name, "roles"]),
      ],
      scopes: [["scope"]],
    },
  }),
  okta: () => ({
    types: ["absent"],
    claims: { consumer: [["uid"], ["sub"]], client: [["cid"]], roles: [["groups"]], scopes: [["scp"]] },
  }),
  auth0: () => ({
    types: ["JWT", "at+jwt"],
    claims: { client: [["azp"], ["client_id"]], roles: [["permissions"]], scopes: [["scope"]] },
  }),
} satisfies Readonly<Record<string, (audiences: readonly string[]) => Preset>>);

export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];
