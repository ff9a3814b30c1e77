import type { StoredEvent } from "@datamesh/kernel/log";
import { type ProductRef, productRef } from "@datamesh/kernel/product";
import { ContextRegistered, ContractPublished, PolicyChanged, ProductRetired } from "../events.ts";
import type { CatalogState, ContextRecord, ProductRecord } from "./catalogState.ts";
import { eventFold, type EventFold, type Folded } from "./eventFold.ts";
import { ownershipProblems } from "./ownershipProblems.ts";
import { withPolicy } from "./policyPart.ts";
import { releaseOf } from "./releaseOf.ts";

interface Link {
  readonly context: string;
  readonly supersedes: string | null;
}

const foldContext = eventFold(ContextRegistered, (state, { context, supersedes, owner, sdl }, stored) => {
  const before = state.contexts.get(context);
  if ((before?.lastEvent ?? null) !== supersedes) return outOfDate(context);
  const record: ContextRecord = {
    name: context,
    owner,
    sdl,
    registeredAt: stored.occurredAt,
    lastEvent: stored.id,
  };
  return { state: { ...state, contexts: new Map(state.contexts).set(context, record) } };
});

const foldContract = eventFold(ContractPublished, (state, { product, ...link }, stored) => {
  const problems = ownershipProblems(state, link.context, product);
  if (problems.length > 0) return { refused: problems.join("; ") };
  const status = product.deprecated === undefined ? "ACTIVE" : "DEPRECATED";
  const folded = withProduct(state, link, stored, { descriptor: product, status });
  const release = releaseOf(state, product, stored.occurredAt);
  if ("refused" in folded || release === undefined) return folded;
  return { ...folded, record: { kind: "release", position: stored.position, release } };
});

const foldPolicy = eventFold(PolicyChanged, (state, payload, stored) => {
  const { product, major, policy, fields, ...link } = payload;
  const before = ownProduct(state, link.context, productRef(product, major));
  if (before === undefined) return notServed(product, major, link.context);
  return withProduct(state, link, stored, {
    descriptor: withPolicy(before.descriptor, { policy, fields }),
    status: before.status,
  });
});

const foldRetirement = eventFold(ProductRetired, (state, { product, major, ...link }, stored) => {
  const before = ownProduct(state, link.context, productRef(product, major));
  if (before === undefined) return notServed(product, major, link.context);
  return withProduct(state, link, stored, { descriptor: before.descriptor, status: "RETIRED" });
});

/** The folds of registrations, by event type. */
export const REGISTRATION_FOLDS: Readonly<Record<string, EventFold>> = Object.freeze({
  CONTEXT_REGISTERED: foldContext,
  CONTRACT_PUBLISHED: foldContract,
  POLICY_CHANGED: foldPolicy,
  PRODUCT_RETIRED: foldRetirement,
});

function withProduct(
  state: CatalogState,
  link: Link,
  stored: StoredEvent,
  change: Omit<ProductRecord, "changedAt">,
): Folded {
  const context = state.contexts.get(link.context);
  if (context === undefined) return { refused: `context ${link.context} is not registered` };
  if (context.lastEvent !== link.supersedes) return outOfDate(link.context);
  const { name, major } = change.descriptor;
  const record: ProductRecord = { ...change, changedAt: stored.occurredAt };
  return {
    state: {
      ...state,
      contexts: new Map(state.contexts).set(link.context, { ...context, lastEvent: stored.id }),
      products: new Map(state.products).set(productRef(name, major), record),
    },
  };
}

function ownProduct(state: CatalogState, context: string, ref: ProductRef): ProductRecord | undefined {
  const found = state.products.get(ref);
  return found?.descriptor.context === context ? found : undefined;
}

const outOfDate = (context: string): Folded => ({
  refused: `a registration of ${context} came in between, and it has been repeated since`,
});

const notServed = (product: string, major: number, context: string): Folded => ({
  refused: `${productRef(product, major)} is not a product of context ${context}`,
});
