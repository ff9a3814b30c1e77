import type { Provider } from "./offer.ts";

/** The secrets of one sign-in: what its answer has to carry, and what proves that it was begun here. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Makes the secrets of a sign-in (RFC 7636, 4.1; OpenID Connect Core, 3.1.2.1). */
export function newSecrets(random: Pick<Crypto, "getRandomValues">): SignInSecrets {
  const secret = (): string => base64url(random.getRandomValues(new Uint8Array(32)));
  return { state: secret(), nonce: secret(), verifier: secret() };
}

/** The address at the provider that begins the authorization code flow (OpenID Connect Core, 3.1) with PKCE. */
export async function authorizationUrl(
  provider: Provider,
  { state, nonce, verifier }: SignInSecrets,
  redirectUri: string,
): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const address = new URL(provider.authorization);
  const parameters = {
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    scope: provider.scope,
    state,
    nonce,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
    ...(provider.audience !== undefined && { audience: provider.audience }),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
