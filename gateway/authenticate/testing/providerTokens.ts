import type { Consumer } from "@datamesh/kernel/policy";
import type { PresetName } from "../presets.ts";
import { SECONDS } from "./forge.ts";

type Members = Readonly<Record<string, unknown>>;

/** Header and claims of a token as a provider writes them; all values are made up. */
export interface TokenShape {
  readonly header: Members;
  readonly claims: Members;
}

/** What one provider signs, and whom the mesh should see. */
export interface ProviderTokens {
  readonly name: PresetName;
  readonly person: TokenShape & { readonly consumer: Consumer; readonly tokenId?: string };
  readonly machine: TokenShape & { readonly consumer: Consumer };
  /** Of a client whose id is an audience of the API, as where both are one registration. */
  readonly idTokens: readonly TokenShape[];
}

const ISSUED = { iat: SECONDS - 300, exp: SECONDS + 3_300 };

const ENTRA_TENANT = "8d2f3f0e-51a4-4a7f-9a3c-6d1c6f0a7b11";
const ENTRA_API = "5f0d7c1e-3b86-4f5e-9d39-0b7f3f3d2a10";
const ENTRA_CLIENT = "c3a4b7de-0d0f-4b8a-8f5b-3c9a4e1d2f77";
const entraCommon = {
  aud: ENTRA_API,
  iss: `https://login.microsoftonline.com/${ENTRA_TENANT}/v2.0`,
  ...ISSUED,
  nbf: ISSUED.iat,
  aio: "AWQAm/8YAAAAp0Zx",
  rh: "1.AXQADj8vjaRRf0qaPG0cbwp7ER58",
  tid: ENTRA_TENANT,
  ver: "2.0",
};
const entraPerson = {
  ...entraCommon,
  name: "Ada Okoro",
  oid: "1e9c2b40-7c2e-4d1f-9d52-2f4f3c7a9b01",
  preferred_username: "ada.okoro@acme.example",
  roles: ["analyst", "team:customers"],
  sub: "mQ1f8sB9v2k0b4pQx7uYtPairwise",
};
const entraHeader = { typ: "JWT" };

const entra: ProviderTokens = {
  name: "entra",
  person: {
    header: entraHeader,
    claims: { ...entraPerson, azp: ENTRA_CLIENT, azpacr: "0", scp: "query profile", uti: "b1Xk2n3oP0mW" },
    consumer: {
      id: "1e9c2b40-7c2e-4d1f-9d52-2f4f3c7a9b01",
      client: ENTRA_CLIENT,
      roles: ["analyst", "team:customers"],
      scopes: ["query", "profile"],
      tenant: ENTRA_TENANT,
    },
    tokenId: "b1Xk2n3oP0mW",
  },
  machine: {
    header: entraHeader,
    claims: {
      ...entraCommon,
      azp: ENTRA_CLIENT,
      azpacr: "1",
      oid: "77d1f3aa-95f5-4c37-8a55-3f2b6d5c8e21",
      roles: ["frontend"],
      sub: "77d1f3aa-95f5-4c37-8a55-3f2b6d5c8e21",
      uti: "Zk3v9x0LqU6a",
    },
    consumer: {
      id: "77d1f3aa-95f5-4c37-8a55-3f2b6d5c8e21",
      client: ENTRA_CLIENT,
      roles: ["frontend"],
      scopes: [],
      tenant: ENTRA_TENANT,
    },
  },
  idTokens: [
    { header: entraHeader, claims: { ...entraPerson, nonce: "n-0S6_WzA2Mj", uti: "kq0" } },
    { header: entraHeader, claims: { ...entraPerson, uti: "kq1" } },
  ],
};

const keycloakCommon = {
  ...ISSUED,
  iss: "https://sso.example.com/realms/acme",
  sub: "f6a1c0de-33a2-4a39-8f21-90f0c8f2a7d4",
  azp: "workbench",
  sid: "0b7e2a1f-58a9-4f0e-8e0e-9a9dc2b7a611",
  acr: "1",
  email_verified: true,
  name: "Ada Okoro",
  preferred_username: "ada",
  email: "ada@acme.example",
};
const keycloakHeader = { typ: "JWT" };

const keycloak: ProviderTokens = {
  name: "keycloak",
  person: {
    header: keycloakHeader,
    claims: {
      ...keycloakCommon,
      auth_time: SECONDS - 400,
      jti: "onrtac:2f1d3b0a-4c8e-4c7c-9a61-b3a7a0a2e9f5",
      aud: ["datamesh", "account"],
      typ: "Bearer",
      "allowed-origins": ["https://mesh.acme.example"],
      realm_access: { roles: ["default-roles-acme", "offline_access"] },
      resource_access: {
        datamesh: { roles: ["analyst", "team:customers"] },
        account: { roles: ["manage-account", "view-profile"] },
      },
      scope: "openid profile email",
    },
    consumer: {
      id: "f6a1c0de-33a2-4a39-8f21-90f0c8f2a7d4",
      client: "workbench",
      roles: ["default-roles-acme", "offline_access", "analyst", "team:customers"],
      scopes: ["openid", "profile", "email"],
    },
    tokenId: "onrtac:2f1d3b0a-4c8e-4c7c-9a61-b3a7a0a2e9f5",
  },
  machine: {
    header: keycloakHeader,
    claims: {
      ...ISSUED,
      jti: "trrtcc:7a3e1a52-6d1e-4b8e-8f6e-2a0f1f0e9c11",
      iss: "https://sso.example.com/realms/acme",
      aud: "datamesh",
      sub: "0c5f7a43-7b1b-4c2f-b9f7-64f0dbb5a4c0",
      typ: "Bearer",
      azp: "nightly-report",
      acr: "1",
      resource_access: { datamesh: { roles: ["frontend"] } },
      scope: "profile email",
      clientHost: "10.1.2.3",
      client_id: "nightly-report",
      preferred_username: "service-account-nightly-report",
    },
    consumer: {
      id: "0c5f7a43-7b1b-4c2f-b9f7-64f0dbb5a4c0",
      client: "nightly-report",
      roles: ["frontend"],
      scopes: ["profile", "email"],
    },
  },
  idTokens: [
    {
      header: keycloakHeader,
      claims: {
        ...keycloakCommon,
        jti: "9a3ce2c7-59f2-4b47-8f6e-1f31c9d6d2a2",
        aud: "datamesh",
        typ: "ID",
        azp: "datamesh",
        realm_access: { roles: ["compliance"] },
      },
    },
  ],
};

const oktaCommon = { ver: 1, iss: "https://acme.okta.com/oauth2/default", ...ISSUED };

const okta: ProviderTokens = {
  name: "okta",
  person: {
    header: {},
    claims: {
      ...oktaCommon,
      jti: "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
      aud: "api://default",
      cid: "0oa1k2m3n4o5p6q7r8s9",
      uid: "00u5x1y2z3a4b5c6d7e8",
      scp: ["openid", "datamesh"],
      auth_time: SECONDS - 400,
      sub: "ada.okoro@acme.example",
      groups: ["analyst", "team:customers"],
    },
    consumer: {
      id: "00u5x1y2z3a4b5c6d7e8",
      client: "0oa1k2m3n4o5p6q7r8s9",
      roles: ["analyst", "team:customers"],
      scopes: ["openid", "datamesh"],
    },
    tokenId: "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
  },
  machine: {
    header: {},
    claims: {
      ...oktaCommon,
      jti: "AT.x2Vv0mW1qgqE5cB1oC4kI0aZ8lq0mE2y7TnXc0kq3hM",
      aud: "api://default",
      cid: "0oa9z8y7x6w5v4u3t2s1",
      scp: ["datamesh"],
      sub: "0oa9z8y7x6w5v4u3t2s1",
    },
    consumer: {
      id: "0oa9z8y7x6w5v4u3t2s1",
      client: "0oa9z8y7x6w5v4u3t2s1",
      roles: [],
      scopes: ["datamesh"],
    },
  },
  idTokens: [{ at_hash: "preview0tokenhash" }, { nonce: "n-0S6_WzA2Mj" }, {}].map((binding) => ({
    header: {},
    claims: {
      ...oktaCommon,
      sub: "00u5x1y2z3a4b5c6d7e8",
      aud: "api://default",
      jti: "ID.4eAWJOCMB3SX8XewDfVR1dAIbqsWsfFgTg2iC3wF1sQ",
      amr: ["pwd", "mfa"],
      idp: "00o1a2b3c4d5e6f7g8h9",
      preferred_username: "ada.okoro@acme.example",
      auth_time: SECONDS - 400,
      groups: ["compliance"],
      ...binding,
    },
  })),
};

const AUTH0_API = "https://datamesh.acme.example/api";
const auth0Issuer = "https://acme.eu.auth0.com/";

const auth0: ProviderTokens = {
  name: "auth0",
  person: {
    header: { typ: "JWT" },
    claims: {
      "https://datamesh.acme.example/roles": ["team:customers"],
      "https://datamesh.acme.example/purposes": ["credit-decision", "reporting"],
      iss: auth0Issuer,
      sub: "auth0|6553da60a54af58e29493993",
      aud: [AUTH0_API, "https://acme.eu.auth0.com/userinfo"],
      ...ISSUED,
      azp: "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
      scope: "openid profile",
      org_id: "org_9ybsU1dN2dKfDkBi",
      permissions: ["analyst"],
    },
    consumer: {
      id: "auth0|6553da60a54af58e29493993",
      client: "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
      roles: ["analyst", "team:customers"],
      scopes: ["openid", "profile"],
      purposes: ["credit-decision", "reporting"],
      tenant: "org_9ybsU1dN2dKfDkBi",
    },
  },
  machine: {
    header: { typ: "JWT" },
    claims: {
      iss: auth0Issuer,
      sub: "awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients",
      aud: AUTH0_API,
      iat: SECONDS - 300,
      exp: SECONDS - 300 + 86_400,
      gty: "client-credentials",
      azp: "awZfdIir8YFdGZWkvCejDoUb7SjTDicx",
      permissions: ["frontend"],
    },
    consumer: {
      id: "awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients",
      client: "awZfdIir8YFdGZWkvCejDoUb7SjTDicx",
      roles: ["frontend"],
      scopes: [],
    },
  },
  idTokens: [{ nonce: "n-0S6_WzA2Mj" }, {}].map((binding) => ({
    header: { typ: "JWT" },
    claims: {
      "https://datamesh.acme.example/roles": ["compliance"],
      nickname: "ada",
      name: "Ada Okoro",
      picture: "https://s.gravatar.example/avatar/0.png",
      updated_at: "2026-11-23T11:50:00.000Z",
      iss: auth0Issuer,
      sub: "auth0|6553da60a54af58e29493993",
      aud: AUTH0_API,
      ...ISSUED,
      sid: "xTt2l0Yd1Gq2",
      ...binding,
    },
  })),
};

/** The four providers that have a preset. */
export const PROVIDERS = { entra, keycloak, okta, auth0 } satisfies Record<PresetName, ProviderTokens>;
