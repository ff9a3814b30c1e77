import type { Consumer } from "../policy/consumer.ts";
import type { ConsumerClaims } from "./claims.ts";

/** The consumer that verified claims name, frozen, because one value may serve many requests. */
export function consumerFromClaims({
  sub,
  roles,
  scope,
  purpose,
  purposes,
  client_id: client,
  tenant,
}: ConsumerClaims): Consumer {
  return Object.freeze({
    id: sub,
    roles: Object.freeze([...roles]),
    scopes: Object.freeze(scope ? scope.split(" ") : []),
    ...(purpose !== undefined && { purpose }),
    ...(purposes !== undefined && { purposes: Object.freeze([...purposes]) }),
    ...(client !== undefined && { client }),
    ...(tenant !== undefined && { tenant }),
  });
}
