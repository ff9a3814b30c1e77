import type { ProductDescriptor } from "@datamesh/kernel/product";
import { canonicalJson } from "../canonicalJson.ts";
import type { Fact } from "../chain.ts";
import { type CatalogState, policyPart, type ProductRecord, withPolicy } from "../state/index.ts";
import type { IndexedRegistration } from "./registration.ts";

/** What a registration tells that the catalog does not know yet; nothing when nothing changed. */
export function changedFacts(state: CatalogState, registration: IndexedRegistration): readonly Fact[] {
  const { context, products } = registration;
  return [
    ...contextFacts(state, registration),
    ...[...products].flatMap(([ref, product]) => productFacts(state.products.get(ref), product)),
    ...[...state.products]
      .filter(([ref, { descriptor, status }]) => isGone(descriptor, status) && !products.has(ref))
      .map(([, { descriptor }]) => retirement(descriptor)),
  ];

  function isGone(descriptor: ProductDescriptor, status: ProductRecord["status"]): boolean {
    return descriptor.context === context.name && status !== "RETIRED";
  }
}

function contextFacts(state: CatalogState, { context, sdl }: IndexedRegistration): readonly Fact[] {
  const { name, owner } = context;
  const known = state.contexts.get(name);
  if (known !== undefined && isSame([known.owner, known.sdl], [owner, sdl])) return [];
  return [{ type: "CONTEXT_REGISTERED", data: { context: name, owner, sdl } }];
}

function productFacts(known: ProductRecord | undefined, product: ProductDescriptor): readonly Fact[] {
  const { context, name, major } = product;
  const served = known !== undefined && known.status !== "RETIRED";
  if (served && isSame(known.descriptor, product)) return [];
  const policy = policyPart(product);
  if (served && isSame(withPolicy(known.descriptor, policy), product)) {
    return [{ type: "POLICY_CHANGED", data: { context, product: name, major, ...policy } }];
  }
  return [{ type: "CONTRACT_PUBLISHED", data: { context, product } }];
}

const retirement = ({ context, name, major }: ProductDescriptor): Fact => ({
  type: "PRODUCT_RETIRED",
  data: { context, product: name, major },
});

const isSame = (left: unknown, right: unknown): boolean => canonicalJson(left) === canonicalJson(right);
