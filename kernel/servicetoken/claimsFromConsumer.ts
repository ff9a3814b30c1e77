import type { Consumer } from "../policy/consumer.ts";
import { consumerClaims, readClaims } from "./claims.ts";
import type { ConsumerClaims } from "./claims.ts";

/**
 * The claims that carry a consumer, the inverse of `consumerFromClaims`. Throws `TypeError` for a consumer no
 * verified token could have named, such as one with a space inside a scope, which would arrive as two.
 */
export function claimsFromConsumer({
  id,
  roles,
  scopes,
  purpose,
  purposes,
  client,
  tenant,
}: Consumer): ConsumerClaims {
  const carried = readClaims(consumerClaims, {
    sub: id,
    roles,
    ...(scopes.length > 0 && { scope: scopes.join(" ") }),
    ...(purpose !== undefined && { purpose }),
    ...(purposes !== undefined && { purposes }),
    ...(client !== undefined && { client_id: client }),
    ...(tenant !== undefined && { tenant }),
  });
  if (!carried.ok || scopes.some((scope) => scope === "" || scope.includes(" "))) {
    throw new TypeError("this consumer cannot be carried in a token");
  }
  return carried.claims;
}
