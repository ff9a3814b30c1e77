import { jsonReply } from "../http/reply.ts";
import type { Handler } from "../http/router.ts";
import { PLAYGROUND_POLICY, playgroundPolicy } from "../http/securityHeaders.ts";
import { signInEndpoints } from "./discoverEndpoints.ts";
import type { SignInConfig, SignInEndpoints } from "./signInConfig.ts";

/** What the playground's page needs so that people can sign in. */
export interface SignInOffer {
  /** Serves a page under a policy that lets it reach the token endpoint's origin besides this gateway. */
  readonly underPolicy: (page: Handler) => Handler;
  /** Answers what the page sends people to, null if nobody signs in here. */
  readonly describe: Handler;
}

type FindEndpoints = () => Promise<SignInEndpoints>;

/** The offer to sign in with this provider, or none. */
export function signInOffer(config: SignInConfig | undefined): SignInOffer {
  if (!config) return { underPolicy: (page) => page, describe: () => jsonReply(200, null) };
  const find = signInEndpoints(config);
  return { underPolicy: (page) => underPolicy(page, find), describe: describe(config, find) };
}

function underPolicy(page: Handler, find: FindEndpoints): Handler {
  return async (exchange) => {
    const reply = await page(exchange);
    const policy = await find().then(
      ({ token }) => playgroundPolicy([new URL(token).origin]),
      () => PLAYGROUND_POLICY,
    );
    return { ...reply, headers: { ...reply.headers, "content-security-policy": policy } };
  };
}

/** Nothing in the answer is secret: a public client's id stands in the address bar of whoever signs in. */
function describe({ issuer, clientId, scope, audience }: SignInConfig, find: FindEndpoints): Handler {
  return async ({ log }) => {
    try {
      return jsonReply(200, { issuer, clientId, scope, audience, ...(await find()) });
    } catch (err) {
      log.warn({ err, issuer }, "nobody can sign in to the playground now");
      return jsonReply(200, { problem: "The identity provider cannot be reached now. Reload to try again." });
    }
  };
}
