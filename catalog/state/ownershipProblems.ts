import { type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import type { CatalogState } from "./catalogState.ts";

/**
 * Why a product cannot be the context's: its name, in whatever version, or one of its names in GraphQL belongs to
 * another. A name stays its first owner's even when the product is retired.
 */
export function ownershipProblems(
  state: CatalogState,
  context: string,
  product: ProductDescriptor,
): readonly string[] {
  const ref = productRef(product.name, product.major);
  const declared =
    product.context === context ? [] : [`${ref} says it is of context ${product.context}, not ${context}`];
  const foreign = [...state.products.values()]
    .map(({ descriptor }) => descriptor)
    .filter((other) => other.context !== context);
  const owner = foreign.find((other) => other.name === product.name)?.context;
  if (owner !== undefined) return [...declared, `product ${product.name} belongs to context ${owner}`];
  return [...declared, ...foreign.flatMap((other) => sharedNames(product, other))];
}

function sharedNames(product: ProductDescriptor, other: ProductDescriptor): readonly string[] {
  const taken = new Set(Object.values(other.graphql));
  return Object.values(product.graphql)
    .filter((name) => taken.has(name))
    .map(
      (name) =>
        `GraphQL name ${name} of ${productRef(product.name, product.major)} belongs to context ${other.context}`,
    );
}
