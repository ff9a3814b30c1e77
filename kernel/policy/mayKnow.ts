import type { Consumer } from "./consumer.ts";
import { effectOf } from "./decide.ts";
import type { Policy } from "./policy.ts";

/** Whether this consumer may know that the product exists: of a hidden one only who may read it. */
export function mayKnow(policy: Policy, consumer: Consumer): boolean {
  return policy.hidden !== true || effectOf({ action: "read", policy, consumer }) !== "deny";
}
