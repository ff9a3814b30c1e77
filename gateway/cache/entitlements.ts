import { type Consumer, decide, type Decision } from "@datamesh/kernel/policy";
import { type ProductDescriptor } from "@datamesh/kernel/product";

/** What a consumer is entitled to of one product. */
export interface Entitlement {
  /** Every decision on the product and its fields, with its reasons: equal for consumers who are treated alike. */
  readonly text: string;
  /** The personal fields the consumer sees as they are. */
  readonly personal: ReadonlySet<string>;
}

/** Finds out what a consumer is entitled to: once for each consumer and product, for decisions depend on nothing else. */
export type FindEntitlement = (consumer: Consumer, product: ProductDescriptor) => Entitlement;

/** An empty memory of it. Whoever declares another purpose is another consumer. */
export function entitlementFinder(): FindEntitlement {
  const known = new WeakMap<Consumer, Map<ProductDescriptor, Entitlement>>();
  return (consumer, product) => {
    let ofConsumer = known.get(consumer);
    if (ofConsumer === undefined) known.set(consumer, (ofConsumer = new Map()));
    let found = ofConsumer.get(product);
    if (found === undefined) ofConsumer.set(product, (found = entitlementOf(consumer, product)));
    return found;
  };
}

function entitlementOf(consumer: Consumer, { policy, fields }: ProductDescriptor): Entitlement {
  const whole = decide({ action: "read", policy, consumer });
  const parts = fields.map((field) => ({
    field,
    decision: decide({ action: "read", policy, consumer, field }),
  }));
  return {
    text: JSON.stringify([told(whole), ...parts.map(({ decision }) => told(decision))]),
    personal: new Set(
      parts
        .filter(({ field, decision }) => field.classification === "personal" && decision.effect === "allow")
        .map(({ field }) => field.name),
    ),
  };
}

const told = (decision: Decision): readonly unknown[] => [
  decision.effect,
  decision.because,
  decision.purpose,
  ...(decision.effect === "mask" ? [decision.mask] : []),
];
