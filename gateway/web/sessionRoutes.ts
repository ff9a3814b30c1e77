import { PERSONAS } from "../authenticate/index.ts";
import type { Limits } from "../limits/index.ts";
import { jsonReply } from "../http/reply.ts";
import type { Handler, Route } from "../http/router.ts";
import { developmentSession } from "./developmentSession.ts";
import type { TokenSigner } from "./developmentSession.ts";
import type { SignInOffer } from "./signInOffer.ts";
import { whyElsewhere } from "./whyElsewhere.ts";

/** How people can come to a token. */
export interface SessionParts {
  readonly offer: SignInOffer;
  readonly developmentIssuer: TokenSigner | undefined;
  readonly limits: Limits;
  readonly clock: () => Date;
}

/**
 * `/session.json` says how one signs in here, with which provider or, on this machine, as which persona;
 * `/session/development`, where development tokens are accepted, signs in as a persona.
 */
export function sessionRoutes({ offer, developmentIssuer, limits, clock }: SessionParts): readonly Route[] {
  const describe: Handler = async ({ request, log }) => {
    const isOffered = developmentIssuer !== undefined && whyElsewhere(request) === undefined;
    return jsonReply(200, {
      development: isOffered ? { personas: PERSONAS_TO_CHOOSE } : null,
      provider: await offer.describe(log),
    });
  };
  const described: Route = { path: "/session.json", name: "session", methods: { GET: describe } };
  if (!developmentIssuer) return [described];
  const sign = developmentSession({ issuer: developmentIssuer, limits, clock });
  return [described, { path: "/session/development", name: "session", methods: { POST: sign } }];
}

const PERSONAS_TO_CHOOSE = Object.entries(PERSONAS).map(([name, { sub, roles, ...more }]) => ({
  name,
  id: sub,
  roles,
  purposes: "purposes" in more ? more.purposes : [],
}));
