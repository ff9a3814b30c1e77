import type { Consumer } from "./consumer.ts";
import type { Mask } from "./mask.ts";
import type { Policy } from "./policy.ts";
import { explainRule } from "./explainRule.ts";
import type { Rule } from "./rule.ts";
import { satisfies } from "./satisfies.ts";

/** What the decision needs to know of a field. */
export interface GovernedField {
  readonly name: string;
  readonly mask?: Mask;
  /** A read rule narrower than the product's. */
  readonly read?: Rule;
}

/** May this consumer see it: as it is, masked, or not at all (with the rule that says so, in words). */
export type Decision =
  | { readonly effect: "allow" }
  | { readonly effect: "mask"; readonly mask: Mask }
  | { readonly effect: "deny"; readonly rule: string };

const ALLOW: Decision = { effect: "allow" };

/** Decides on a whole product. Never answers `mask`. */
export function decideProduct(policy: Policy, consumer: Consumer): Decision {
  return satisfies(consumer, policy.read) ? ALLOW : { effect: "deny", rule: explainRule(policy.read) };
}

/** Decides on one field; the product's own rule is part of it. */
export function decideField(policy: Policy, field: GovernedField, consumer: Consumer): Decision {
  const product = decideProduct(policy, consumer);
  if (product.effect === "deny") return product;
  if (field.read !== undefined && !satisfies(consumer, field.read)) {
    return { effect: "deny", rule: explainRule(field.read) };
  }
  if (field.mask !== undefined && !satisfies(consumer, policy.unmask)) {
    return { effect: "mask", mask: field.mask };
  }
  return ALLOW;
}
