import type { Consumer } from "./consumer.ts";
import type { Policy } from "./policy.ts";

/** The purposes a consumer is entitled to: those of the token, and the one it declares, which its issuer vouches for. */
export function entitledPurposes({ purpose, purposes = [] }: Consumer): readonly string[] {
  return [...new Set([...(purpose === undefined ? [] : [purpose]), ...purposes])];
}

/** The purposes a consumer could use a product for: the product's own, as far as the consumer is entitled to them. */
export function possiblePurposes(policy: Pick<Policy, "purposes">, consumer: Consumer): readonly string[] {
  const entitled = entitledPurposes(consumer);
  return [...new Set(policy.purposes)].filter((each) => entitled.includes(each));
}

/**
 * The purpose that counts for a product: the declared one if it is possible, or without a declared one the only one
 * that is; null if none counts. One of several possible purposes has to be declared.
 */
export function effectivePurpose(policy: Pick<Policy, "purposes">, consumer: Consumer): string | null {
  const { purpose, purposes = [] } = consumer;
  if (purpose !== undefined) return policy.purposes.includes(purpose) ? purpose : null;
  let only: string | null = null;
  for (const each of policy.purposes) {
    if (each === only || !purposes.includes(each)) continue;
    if (only !== null) return null;
    only = each;
  }
  return only;
}
