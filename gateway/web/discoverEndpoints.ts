import { MeshError } from "@datamesh/kernel";
import { z } from "zod";
import type { SignInConfig, SignInEndpoints } from "./signInConfig.ts";

/** How a discovery document is fetched. Times in milliseconds. */
export interface DiscoveryOptions {
  /** The longest a fetch may take; 5 seconds. */
  readonly timeoutMs?: number;
  /** After a failed fetch no other is made for so long; 2 seconds. */
  readonly failurePauseMs?: number;
  readonly now?: () => number;
}

const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
});

/**
 * A function that answers with the addresses of the provider people sign in with: those configured, or those of its
 * discovery document (OpenID Connect Discovery, 4), fetched when first asked for and then kept. It fails with
 * UNAVAILABLE while the document cannot be had or names another issuer.
 */
export function signInEndpoints(
  { issuer, endpoints }: SignInConfig,
  { timeoutMs = 5_000, failurePauseMs = 2_000, now = () => performance.now() }: DiscoveryOptions = {},
): () => Promise<SignInEndpoints> {
  let found: Promise<SignInEndpoints> | undefined = endpoints && Promise.resolve(endpoints);
  let failedAt = -Infinity;
  return async () => {
    // Anybody may load the page: a provider that is down is not asked once more for each.
    if (!found && now() < failedAt + failurePauseMs) throw notFound(new Error("it failed a moment ago"));
    return (found ??= discover(issuer, timeoutMs).catch((cause: unknown) => {
      found = undefined;
      failedAt = now();
      throw notFound(cause);
    }));
  };
}

async function discover(issuer: string, timeoutMs: number): Promise<SignInEndpoints> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
  const found = metadata.parse(await response.json());
  if (found.issuer !== issuer) throw new Error(`${url} is of the issuer ${JSON.stringify(found.issuer)}`);
  const addresses = [found.authorization_endpoint, found.token_endpoint];
  const isSafe = (address: string) =>
    ["https:", new URL(issuer).protocol].includes(new URL(address).protocol);
  if (!addresses.every(isSafe)) throw new Error(`${url} names addresses that are not https`);
  return { authorization: found.authorization_endpoint, token: found.token_endpoint };
}

function notFound(cause: unknown): MeshError {
  return new MeshError("UNAVAILABLE", "the identity provider's addresses cannot be had now", {}, { cause });
}
