import { type Consumer, decide, type Policy } from "@datamesh/kernel/policy";
import type { ProductDescriptor } from "@datamesh/kernel/product";

/**
 * Whether somebody who has nothing but this role may read a product in any way: at once, or by declaring one of the
 * product's purposes.
 */
export function mayRead(role: string, { policy }: Pick<ProductDescriptor, "policy">): boolean {
  const alone: Consumer = { id: "", roles: [role], scopes: [] };
  const bearers = [alone, ...policy.purposes.map((purpose) => ({ ...alone, purpose }))];
  return bearers.some((consumer) => isAllowed(policy, consumer));
}

const isAllowed = (policy: Policy, consumer: Consumer): boolean =>
  decide({ action: "read", policy, consumer }).effect === "allow";
