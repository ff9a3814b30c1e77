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

/**
 * Finds out who asks. Without a valid bearer token the answer is 401 and a challenge (RFC 6750, 3) and says no
 * more; why goes to the log. If the issuer's keys cannot be had, the token is not to blame: 503.
 */
export async function authenticateRequest(
  { request, note }: Exchange,
  verifyToken: VerifyToken,
): Promise<Outcome<Consumer>> {
  const token = readBearer(request.headers.authorization);
  if (token === undefined) return unauthenticated("a bearer token is required", "Bearer");
  const verified = await verifyToken(token);
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
  return unauthenticated("the token is not valid", 'Bearer error="invalid_token"');
}

function unauthenticated(message: string, challenge: string): Outcome<never> {
  const error = new MeshError("UNAUTHENTICATED", message);
  return { ok: false, refusal: { error, headers: { "www-authenticate": challenge } } };
}
