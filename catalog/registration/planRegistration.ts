import { type ProductDescriptor, type ProductRef } from "@datamesh/kernel/product";
import type { Fact } from "../chain.ts";
import { type CatalogState, ownershipProblems } from "../state/index.ts";
import { changedFacts } from "./changedFacts.ts";
import { contextProblems } from "./contextProblems.ts";
import { downstreamContracts, type ProductChange } from "./downstreamContracts.ts";
import { type IndexedRegistration, indexRegistration, type Registration } from "./registration.ts";
import { sdlProblems } from "./sdlProblems.ts";
import { upstreamContracts } from "./upstreamContracts.ts";

/** What a registration would record, or why it may not. */
export interface RegistrationPlan {
  /** All that stands against it; empty when nothing does. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** What is new in it. */
  readonly facts: readonly Fact[];
}

/** Holds a registration against the state of the catalog. Pure. */
export function planRegistration(state: CatalogState, offered: Registration): RegistrationPlan {
  const registration = indexRegistration(offered);
  const { context, sdl, products } = registration;
  const served = servedProducts(state);
  const others = [...served.values()].filter((product) => product.context !== context.name);
  const upstream = upstreamContracts(
    registration,
    (ref) => products.get(ref) ?? otherThan(context.name, served.get(ref)),
  );
  const downstream = downstreamContracts(changes(registration, served), others);
  return {
    problems: [
      ...contextProblems(context),
      ...[...products.values()].flatMap((product) => ownershipProblems(state, context.name, product)),
      ...sdlProblems(sdl, others),
      ...upstream.problems,
      ...downstream.problems,
    ],
    warnings: [...upstream.warnings, ...downstream.warnings],
    facts: changedFacts(state, registration),
  };
}

function servedProducts(state: CatalogState): ReadonlyMap<ProductRef, ProductDescriptor> {
  const served = [...state.products].filter(([, { status }]) => status !== "RETIRED");
  return new Map(served.map(([ref, { descriptor }]) => [ref, descriptor]));
}

/** What the context served so far counts for nothing: the registration tells all it serves now. */
const otherThan = (context: string, product: ProductDescriptor | undefined): ProductDescriptor | undefined =>
  product?.context === context ? undefined : product;

function changes(
  { context, products }: IndexedRegistration,
  served: ReadonlyMap<ProductRef, ProductDescriptor>,
): readonly ProductChange[] {
  const own = [...served].filter(([, product]) => product.context === context.name).map(([ref]) => ref);
  return [...new Set([...own, ...products.keys()])].map((ref) => ({
    ref,
    before: served.get(ref),
    after: products.get(ref),
  }));
}
