import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { type Answer, codeFlow, json, type Parameters } from "./codeFlow.ts";

/** Who signs in, and with what. */
export interface IdentityProviderOptions {
  /** The one public client. */
  readonly clientId: string;
  /** What access tokens are for. */
  readonly audience: string;
  /** Claims of the one person, in both tokens. */
  readonly person: Readonly<Record<string, unknown>>;
}

/** A small OpenID provider on a port of this machine: discovery, a page to agree on, tokens, keys. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Registers an address to return to, and lets its origin ask for tokens. */
  allow(redirectUri: string): void;
  /** An access token for the person, without a sign-in. */
  issue(scope?: string): Promise<string>;
  /** The access tokens it has given, newest last. */
  readonly issued: readonly string[];
  stop(): Promise<void>;
}

type Route = (asked: Parameters) => Answer | Promise<Answer>;

/** Starts one. Its tokens look like Keycloak's. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const allowed = new Set<string>();
  const issued: string[] = [];
  let routes: Readonly<Record<string, Route>> = {};
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status = 200, headers = {}, body = "" } = await answer(request, routes);
    response.writeHead(status, { ...headers, ...corsFor(request, allowed) }).end(body);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { sign, keys } = await newSigner(issuer);
  const { clientId, audience, person } = options;
  const issue = async (scope = "openid"): Promise<string> => {
    const rights = { aud: audience, azp: clientId, typ: "Bearer", jti: randomUUID(), scope };
    const token = await sign({ ...person, ...rights });
    issued.push(token);
    return token;
  };
  const giveTokens = async ({ scope, nonce }: Parameters): Promise<object> => ({
    access_token: await issue(scope),
    id_token: await sign({ ...person, aud: clientId, azp: clientId, typ: "ID", nonce }),
    token_type: "Bearer",
    expires_in: 300,
  });
  const flow = codeFlow({ issuer, clientId, allowed, giveTokens });
  routes = {
    "GET /.well-known/openid-configuration": () => json(metadata(issuer)),
    "GET /keys": () => json({ keys }),
    "GET /authorize": flow.authorize,
    "POST /agree": flow.agree,
    "POST /token": flow.token,
  };
  return {
    issuer,
    jwksUrl: `${issuer}/keys`,
    allow: (redirectUri) => void allowed.add(redirectUri),
    issue,
    issued,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, routes: Readonly<Record<string, Route>>): Promise<Answer> {
  const url = new URL(request.url ?? "", "http://provider");
  const asked = request.method === "POST" ? new URLSearchParams(await text(request)) : url.searchParams;
  return (await routes[`${request.method} ${url.pathname}`]?.(Object.fromEntries(asked))) ?? { status: 404 };
}

/** Only the token endpoint is asked by pages, and only by those that are registered. */
function corsFor({ url, headers }: IncomingMessage, allowed: ReadonlySet<string>): Answer["headers"] {
  const origins = [...allowed].map((address) => new URL(address).origin);
  if (url !== "/token" || !origins.includes(headers.origin ?? "")) return {};
  return { "access-control-allow-origin": headers.origin ?? "" };
}

function metadata(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

async function newSigner(issuer: string) {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const kid = randomUUID();
  const sign = (claims: Readonly<Record<string, unknown>>): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
  return { sign, keys: [{ ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" }] };
}
