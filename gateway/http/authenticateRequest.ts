import type { IncomingMessage } from "node:http";
import { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { readBearer } from "../authenticate/index.ts";
import type { Exchange } from "./exchange.ts";
import type { Outcome } from "./refusal.ts";

/** Whom a token speaks for, or why it is refused. */
export type VerifyToken = (token: string) => TokenVerdict | Promise<TokenVerdict>;

export type TokenVerdict =
  | { readonly ok: true; readonly consumer: Consumer; readonly tokenId?: string }
  | { readonly ok: false; readonly reason: string };

/** By what a request says who asks. */
export interface Identified extends Pick<Exchange, "note"> {
  readonly request: Pick<IncomingMessage, "headers">;
}

/** In place of a verifier: everybody on this machine may ask, and nobody has to say who he is. */
export const ANYONE = "anyone";

/**
 * Finds out who asks, at once where the token is known. Without a valid bearer token the answer is 401 and a challenge (RFC 6750, 3) and says no
 * more; why goes to the log. If the issuer's keys cannot be had, the token is not to blame: 503.
 */
export function authenticateRequest(
  exchange: Identified,
  verifyToken: VerifyToken | typeof ANYONE,
): Outcome<Consumer> | Promise<Outcome<Consumer>> {
  if (verifyToken === ANYONE) return anyone(exchange);
  const token = bearerOf(exchange.request.headers);
  if (token === undefined) return unauthenticated("a bearer token is required", "Bearer");
  const verified = verifyToken(token);
  return verified instanceof Promise
    ? verified.then((each) => outcomeOf(each, exchange))
    : outcomeOf(verified, exchange);
}

/** By the headers they came in, which the requests of a connection may share: then it is read, and hashed, once. */
const bearers = new WeakMap<object, string>();

function bearerOf(headers: Identified["request"]["headers"]): string | undefined {
  const known = bearers.get(headers);
  if (known !== undefined) return known;
  const token = readBearer(headers.authorization);
  if (token !== undefined && Object.isFrozen(headers)) bearers.set(headers, token);
  return token;
}

function outcomeOf(verified: TokenVerdict, { note }: Identified): Outcome<Consumer> {
  if (verified.ok) {
    const { consumer, tokenId } = verified;
    note({ consumer: consumer.id, client: consumer.client, tokenId });
    return { ok: true, found: consumer };
  }
  note({ refused: verified.reason });
  if (verified.reason === "KEYS_UNAVAILABLE") {
    const error = new MeshError("UNAVAILABLE", "tokens cannot be verified now; try again");
    return { ok: false, refusal: { error } };
  }
  if (verified.reason === "REVOKED") {
    return unauthenticated("the token has been revoked", 'Bearer error="invalid_token"');
  }
  return unauthenticated("the token is not valid", 'Bearer error="invalid_token"');
}

function unauthenticated(message: string, challenge: string): Outcome<never> {
  const error = new MeshError("UNAUTHENTICATED", message);
  return { ok: false, refusal: { error, headers: { "www-authenticate": challenge } } };
}

const ANYBODY: Outcome<Consumer> = Object.freeze({
  ok: true,
  found: Object.freeze({ id: "anyone", roles: [], scopes: [] }),
});
const THIS_MACHINE = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** A page elsewhere may have a name of its own lead here (DNS rebinding), and would be let in as if it came from here. */
function anyone({ request: { headers } }: Identified): Outcome<Consumer> {
  if (THIS_MACHINE.test(headers.host ?? "")) return ANYBODY;
  const error = new MeshError(
    "FORBIDDEN",
    "this gateway is asked by this machine alone, and by its own name",
  );
  return { ok: false, refusal: { error } };
}
