import { MeshError } from "@datamesh/kernel";
import { type Context, productRef } from "@datamesh/kernel/product";
import type { DeclaredProduct } from "./checkProduct.ts";

/**
 * The products of these names, or all there are when none is named; a name without `@MAJOR` is its newest. Fails with
 * NOT_FOUND.
 */
export function selectProducts(
  contexts: readonly Context[],
  names: readonly string[],
): readonly DeclaredProduct[] {
  const all = contexts.flatMap((context) => context.products.map((product) => ({ context, product })));
  const refOf = ({ product }: DeclaredProduct): string => productRef(product.name, product.major);
  const known = new Map(all.map((each) => [refOf(each), each]));
  const newest = all.toSorted((a, b) => a.product.major - b.product.major);
  for (const each of newest) known.set(each.product.name, each);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new MeshError(
      "NOT_FOUND",
      `no product ${unknown.join(", ")} is declared; there is ${all.map(refOf).join(", ")}`,
    );
  }
  const named = new Set(names.map((name) => known.get(name)));
  return names.length === 0 ? all : all.filter((each) => named.has(each));
}
