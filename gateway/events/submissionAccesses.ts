import type { OfferedEvent } from "@datamesh/kernel/event";
import type { ProductWrite } from "@datamesh/kernel/intake";
import { type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import type { ProductAccess } from "../audit/index.ts";

/** Type names are a producer's words. */
const LONGEST_TYPE = 200;
const MOST_TYPES = 50;

/** What is written down of events that are offered: each product they would change, and those that no product takes. */
export function submissionAccesses(
  context: string,
  events: readonly OfferedEvent[],
  writes: readonly ProductWrite[],
): readonly ProductAccess[] {
  const taken = writes.flatMap(({ product }) => typesOf(product));
  const others = events.filter(({ type }) => !taken.includes(type));
  return [
    ...writes.map(({ product, decision, fields, denied }): ProductAccess => {
      const types = typesOf(product);
      const { effect, because, purpose } = decision;
      return {
        product: productRef(product.name, product.major),
        ...{ decision: effect, because, purpose, fields, masked: [], denied },
        submitted: submitted(
          context,
          events.filter(({ type }) => types.includes(type)),
        ),
      };
    }),
    ...(others.length === 0 ? [] : [ofNoProduct(context, others)]),
  ];
}

const ofNoProduct = (context: string, events: readonly OfferedEvent[]): ProductAccess => ({
  product: null,
  decision: "deny",
  because: "nobody may",
  purpose: null,
  fields: [],
  masked: [],
  denied: [],
  submitted: submitted(context, events),
});

const typesOf = ({ inputs }: ProductDescriptor): readonly string[] =>
  inputs.flatMap((input) => (input.kind === "events" ? input.eventTypes : []));

const submitted = (context: string, events: readonly OfferedEvent[]) => ({
  context,
  eventTypes: [...new Set(events.map(({ type }) => type.slice(0, LONGEST_TYPE)))].slice(0, MOST_TYPES),
  events: events.length,
});
