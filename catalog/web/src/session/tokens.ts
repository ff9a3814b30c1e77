import type { SignInSecrets } from "./pkce.ts";
import type { Provider } from "./offer.ts";

/** What a sign-in yields: a token for the gateway, who signed in, and how the next one is had without asking. */
export interface Tokens {
  readonly token: string;
  readonly name: string;
  /** Milliseconds since the epoch; undefined when the provider does not say. */
  readonly expiresAt: number | undefined;
  readonly refreshToken: string | undefined;
}

/** What the provider sent back in the page's address. */
export type ProviderAnswer = Readonly<Record<string, string>>;

interface TokenReply {
  readonly access_token?: unknown;
  readonly token_type?: unknown;
  readonly expires_in?: unknown;
  readonly refresh_token?: unknown;
  readonly id_token?: unknown;
  readonly error?: unknown;
  readonly error_description?: unknown;
}

/** What the exchange needs of its surroundings. */
export interface Surroundings {
  readonly send: typeof fetch;
  readonly now: () => number;
}

/** Ends the flow: exchanges the code for an access token. Throws an error whose message may be shown. */
export async function exchangeCode(
  provider: Provider,
  answer: ProviderAnswer,
  secrets: SignInSecrets | undefined,
  redirectUri: string,
  surroundings: Surroundings,
): Promise<Tokens> {
  // First of all: what a link made up by somebody else says is not even shown.
  if (secrets === undefined || answer["state"] !== secrets.state) {
    throw new Error("This sign-in was not begun here. Sign in again.");
  }
  // RFC 9207: the answer of one provider is never taken for another's.
  if (answer["iss"] !== undefined && answer["iss"] !== provider.issuer) {
    throw new Error("Another provider answered.");
  }
  if (answer["error"] !== undefined) throw new Error(refusal(answer));
  const reply = await requestTokens(
    provider,
    {
      grant_type: "authorization_code",
      code: answer["code"] ?? "",
      redirect_uri: redirectUri,
      client_id: provider.clientId,
      code_verifier: secrets.verifier,
    },
    surroundings.send,
  );
  return readTokens(reply, checkIdToken(reply.id_token, secrets.nonce, provider), surroundings.now());
}

/** Renews a token without asking anybody (RFC 6749, 6). Throws an error whose message may be shown. */
export async function refreshTokens(
  provider: Provider,
  { refreshToken, name }: Pick<Tokens, "refreshToken" | "name">,
  { send, now }: Surroundings,
): Promise<Tokens> {
  const grant = {
    grant_type: "refresh_token",
    refresh_token: refreshToken ?? "",
    client_id: provider.clientId,
    scope: provider.scope,
  };
  const renewed = readTokens(await requestTokens(provider, grant, send), name, now());
  return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
}

async function requestTokens(
  provider: Provider,
  grant: Readonly<Record<string, string>>,
  send: typeof fetch,
): Promise<TokenReply> {
  let reply: TokenReply | null;
  try {
    const response = await send(provider.token, {
      method: "POST",
      body: new URLSearchParams(grant),
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
    });
    reply = (await response.json()) as TokenReply | null;
  } catch {
    throw new Error("The identity provider does not answer this page. It may not know this address (CORS).");
  }
  if (reply?.error !== undefined) throw new Error(refusal(reply));
  return reply ?? {};
}

function readTokens(reply: TokenReply, name: string, now: number): Tokens {
  const { access_token: token, expires_in: seconds, refresh_token: refreshToken } = reply;
  if (String(reply.token_type).toLowerCase() !== "bearer" || !isText(token)) {
    throw new Error("The identity provider gave no access token that can be used here.");
  }
  return {
    token,
    name,
    expiresAt: typeof seconds === "number" && seconds > 0 ? now + seconds * 1_000 : undefined,
    refreshToken: isText(refreshToken) ? refreshToken : undefined,
  };
}

/**
 * Whose sign-in this is. The token comes from the provider itself over TLS, which stands for its signature (OpenID
 * Connect Core, 3.1.3.7, 6); that it belongs to this sign-in is what is left to check.
 */
function checkIdToken(token: unknown, nonce: string, { issuer, clientId }: Provider): string {
  const claims = readClaims(token);
  const isOurs =
    claims["iss"] === issuer && [claims["aud"]].flat().includes(clientId) && claims["nonce"] === nonce;
  if (!isOurs) throw new Error("The identity provider answered for another sign-in. Sign in again.");
  const names = [claims["preferred_username"], claims["email"], claims["name"], claims["sub"]];
  return names.find(isText) ?? "";
}

function readClaims(token: unknown): Readonly<Record<string, unknown>> {
  try {
    const payload = String(token).split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return Object(JSON.parse(new TextDecoder().decode(bytes))) as Readonly<Record<string, unknown>>;
  } catch {
    throw new Error("The identity provider gave no ID token that can be read.");
  }
}

/** The provider's own words (RFC 6749, 4.1.2.1 and 5.2). */
function refusal({ error, error_description: description }: TokenReply | ProviderAnswer): string {
  const words = [error, description].filter(isText).join(": ");
  return `The identity provider refuses: ${words.slice(0, 300)}`;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
