import { MeshError } from "@datamesh/kernel";
import { createRemoteJWKSet, customFetch } from "jose";
import type { FetchImplementation } from "jose";
import type { KeyResolver } from "./trustedIssuer.ts";

/** How keys are fetched and kept. All in milliseconds. */
export interface RemoteKeysOptions {
  /** The longest a fetch may take; 5 seconds. */
  readonly timeoutMs?: number;
  /** After a fetch, an unknown `kid` makes no other for so long; 30 seconds. Tokens are cheap to invent. */
  readonly cooldownMs?: number;
  /** How long fetched keys are used, so how long a withdrawn key lives on; 10 minutes. */
  readonly cacheMaxAgeMs?: number;
  /** After a failed fetch no other is made for so long; 2 seconds. */
  readonly failurePauseMs?: number;
  /** Told when other keys were fetched than the time before. */
  readonly onChange?: () => void;
  readonly now?: () => Date;
}

/**
 * The keys of an issuer, by `kid`, from its JSON Web Key Set (RFC 7517, 5) at `url`. Fetched when first needed
 * and again for an unknown `kid`, so a rotated key is found. Redirects are not followed. Fails with
 * BAD_USER_INPUT for an address that is not https, or http of this machine.
 */
export function remoteKeys(url: string, options: RemoteKeysOptions = {}): KeyResolver {
  const { timeoutMs = 5_000, cooldownMs = 30_000, cacheMaxAgeMs = 600_000 } = options;
  return createRemoteJWKSet(checkAddress(url), {
    timeoutDuration: timeoutMs,
    cooldownDuration: cooldownMs,
    cacheMaxAge: cacheMaxAgeMs,
    [customFetch]: tellChanges(pauseAfterFailure(options), options.onChange),
  });
}

function checkAddress(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw new MeshError("BAD_USER_INPUT", "the address of a key set is not a URL");
  if (url.username || url.password) {
    throw new MeshError("BAD_USER_INPUT", "the address of a key set holds no user name or password");
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return url;
  throw new MeshError(
    "BAD_USER_INPUT",
    "a key set is fetched over https, or over http from this machine only",
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** jose cools down after a success only: without this, each token would be a fetch while the issuer is down. */
function pauseAfterFailure(options: RemoteKeysOptions): FetchImplementation {
  const { failurePauseMs = 2_000, now = () => new Date() } = options;
  let pausedUntil = -Infinity;
  return async (url, request) => {
    const left = pausedUntil - now().getTime();
    // A pause longer than there is was begun by a clock that has been set back since.
    if (left > 0 && left <= failurePauseMs) throw new Error("the key set could not be fetched a moment ago");
    const fail = () => (pausedUntil = now().getTime() + failurePauseMs);
    try {
      const response = await fetch(url, request);
      if (response.status !== 200) fail();
      return response;
    } catch (error) {
      fail();
      throw error;
    }
  };
}

function tellChanges(
  fetchKeys: FetchImplementation,
  onChange: (() => void) | undefined,
): FetchImplementation {
  if (onChange === undefined) return fetchKeys;
  let before: string | undefined;
  return async (url, request) => {
    const response = await fetchKeys(url, request);
    if (response.status !== 200) return response;
    const keys = await response.text();
    if (before !== undefined && keys !== before) onChange();
    before = keys;
    return new Response(keys, { status: 200, headers: response.headers });
  };
}
