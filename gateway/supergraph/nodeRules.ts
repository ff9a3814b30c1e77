import { decodeGlobalId, denial } from "@datamesh/kernel/graphql";
import { decide, effectOf } from "@datamesh/kernel/policy";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import { rule } from "../authorize/loadShield.ts";
import type { RuleContext, RuleTree } from "../authorize/ruleTree.ts";

/**
 * The rule of `Query.node`: every authenticated consumer, but an id that names a row of a product needs the
 * product's read, so that a denied product is denied here too, before its context is asked whether the row
 * exists.
 */
export function nodeRules(products: readonly ProductDescriptor[]): RuleTree {
  const byType = new Map(products.map((each) => [each.graphql.type, each]));
  const find = rule("find a node", { cache: "no_cache" })((
    _parent: unknown,
    { id }: { readonly id: string },
    { consumer }: RuleContext,
  ) => {
    const product = byType.get(decodeGlobalId(id)?.type ?? "");
    if (product === undefined) return true;
    const asked = { action: "read", policy: product.policy, consumer } as const;
    // An id of a product that is hidden from the consumer names nothing, as one of no product does.
    if (effectOf(asked) !== "deny" || product.policy.hidden) return true;
    return denial(product, decide(asked).rule);
  });
  return { Query: { node: find } };
}
