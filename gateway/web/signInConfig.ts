import type { IssuerConfig } from "../authenticate/index.ts";
import { checkAddress } from "../settings.ts";
import type { Reading } from "../settings.ts";

/** The two addresses of an OpenID provider that a browser visits. */
export interface SignInEndpoints {
  readonly authorization: string;
  readonly token: string;
}

/** How people sign in: as a public client of one of the configured issuers. */
export interface SignInConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Separated by spaces; `openid` is one of them. */
  readonly scope: string;
  /** Sent as `audience` to providers that issue tokens for an API only when asked so. */
  readonly audience?: string;
  /** Unless given, the issuer's discovery document names them. */
  readonly endpoints?: SignInEndpoints;
}

const ENDPOINTS = "DATAMESH_OIDC_AUTHORIZATION_URL and DATAMESH_OIDC_TOKEN_URL";

/** Reads the variables `readGatewayConfig` lists about signing in; undefined without DATAMESH_OIDC_CLIENT_ID. */
export function readSignIn(reading: Reading, issuers: readonly IssuerConfig[]): SignInConfig | undefined {
  const { env, problems } = reading;
  const clientId = env("DATAMESH_OIDC_CLIENT_ID");
  if (clientId === undefined) return undefined;
  const issuer = readIssuer(reading, issuers);
  const scope = (env("DATAMESH_OIDC_SCOPES") ?? "openid").split(/\s+/);
  if (!scope.includes("openid")) {
    problems.push("DATAMESH_OIDC_SCOPES lacks openid, without which the sign-in could not be checked");
  }
  const audience = env("DATAMESH_OIDC_AUDIENCE");
  const endpoints = readEndpoints(reading);
  if (!endpoints && issuer !== "") checkAddress("DATAMESH_OIDC_ISSUER", issuer, reading);
  return Object.freeze({
    issuer,
    clientId,
    scope: scope.join(" "),
    ...(audience !== undefined && { audience }),
    ...(endpoints && { endpoints }),
  });
}

function readIssuer({ env, problems }: Reading, issuers: readonly IssuerConfig[]): string {
  const wanted = env("DATAMESH_OIDC_ISSUER");
  const names = issuers.map(({ issuer }) => issuer);
  if (wanted !== undefined && !names.includes(wanted)) {
    problems.push(`DATAMESH_OIDC_ISSUER "${wanted}" is none of the issuers whose tokens are accepted`);
  }
  if (wanted === undefined && names.length === 0) {
    problems.push("DATAMESH_OIDC_CLIENT_ID needs an issuer whose tokens are accepted: set DATAMESH_ISSUERS");
  }
  if (wanted === undefined && names.length > 1) {
    problems.push("DATAMESH_OIDC_ISSUER is needed to say with which of several issuers people sign in");
  }
  return wanted ?? names[0] ?? "";
}

function readEndpoints(reading: Reading): SignInEndpoints | undefined {
  const authorization = reading.env("DATAMESH_OIDC_AUTHORIZATION_URL");
  const token = reading.env("DATAMESH_OIDC_TOKEN_URL");
  if (authorization === undefined && token === undefined) return undefined;
  if (authorization === undefined || token === undefined) {
    reading.problems.push(`${ENDPOINTS} belong together: one is missing`);
    return undefined;
  }
  checkAddress("DATAMESH_OIDC_AUTHORIZATION_URL", authorization, reading);
  checkAddress("DATAMESH_OIDC_TOKEN_URL", token, reading);
  return Object.freeze({ authorization, token });
}
