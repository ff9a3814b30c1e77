/** Where the secrets of a sign-in lie while the provider has the page. */
const KEPT = "datamesh:sign-in";

/**
 * Begins the authorization code flow (OpenID Connect Core, 3.1) with PKCE (RFC 7636): keeps the secrets of this
 * sign-in and answers with the address at the provider to go to.
 */
export async function beginSignIn({ provider, redirectUri, storage, crypto }) {
  const [state, nonce, verifier] = [0, 1, 2].map(() => base64url(crypto.getRandomValues(new Uint8Array(32))));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  storage.setItem(KEPT, JSON.stringify({ state, nonce, verifier }));
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
    ...(provider.audience && { audience: provider.audience }),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/**
 * What the provider sent back in the page's address, beside the secrets of the sign-in it answers, which are forgotten
 * with that; undefined if the page was opened otherwise.
 */
export function takeAnswer(address, storage) {
  const answer = new URL(address).searchParams;
  if (!answer.has("code") && !answer.has("error")) return undefined;
  const kept = storage.getItem(KEPT);
  storage.removeItem(KEPT);
  return { answer: Object.fromEntries(answer), kept: kept === null ? undefined : JSON.parse(kept) };
}

/**
 * Ends the flow: exchanges the code for an access token, and answers with it and with the name of whoever signed in.
 * Throws an error whose message may be shown.
 */
export async function finishSignIn({ provider, answer, kept, redirectUri, send }) {
  // First of all: what a link made up by somebody else says is not even shown.
  if (!kept || answer.state !== kept.state)
    throw new Error("This sign-in was not begun here. Sign in again.");
  // RFC 9207: the answer of one provider is never taken for another's.
  if (answer.iss !== undefined && answer.iss !== provider.issuer)
    throw new Error("Another provider answered.");
  if (answer.error !== undefined) throw new Error(refusal(answer));
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code: answer.code,
    redirect_uri: redirectUri,
    client_id: provider.clientId,
    code_verifier: kept.verifier,
  });
  const tokens = await requestTokens(provider.token, body, send);
  const { name } = checkIdToken(tokens.id_token, kept.nonce, provider);
  if (String(tokens.token_type).toLowerCase() !== "bearer" || typeof tokens.access_token !== "string") {
    throw new Error("The identity provider gave no access token that can be used here.");
  }
  return { token: tokens.access_token, name };
}

async function requestTokens(url, body, send) {
  let reply;
  try {
    const init = { method: "POST", body, credentials: "omit", redirect: "error", cache: "no-store" };
    const response = await send(url, init);
    reply = await response.json();
  } catch {
    throw new Error("The identity provider does not answer this page. It may not know this address (CORS).");
  }
  if (reply?.error !== undefined) throw new Error(refusal(reply));
  return reply ?? {};
}

/**
 * Whose sign-in this is. The token comes from the provider itself over TLS, which stands for its signature (OpenID
 * Connect Core, 3.1.3.7, 6); that it belongs to this sign-in is what is left to check.
 */
function checkIdToken(token, nonce, { issuer, clientId }) {
  const claims = readClaims(token);
  const isOurs = claims.iss === issuer && [claims.aud].flat().includes(clientId) && claims.nonce === nonce;
  if (!isOurs) throw new Error("The identity provider answered for another sign-in. Sign in again.");
  return { name: [claims.preferred_username, claims.email, claims.name, claims.sub].find(isText) ?? "" };
}

function readClaims(token) {
  try {
    const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return Object(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new Error("The identity provider gave no ID token that can be read.");
  }
}

/** The provider's own words (RFC 6749, 4.1.2.1 and 5.2). */
function refusal({ error, error_description: description }) {
  const words = [error, description].filter(isText).join(": ");
  return `The identity provider refuses: ${words.slice(0, 300)}`;
}

function isText(value) {
  return typeof value === "string" && value !== "";
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
