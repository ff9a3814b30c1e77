import { MeshError } from "@datamesh/kernel";
import { type Context, productRef } from "@datamesh/kernel/product";
import type { DeclaredProduct } from "./checkProduct.ts";

/** The products of these names (`name@major`), or all there are when none is named. Fails with NOT_FOUND. */
export function selectProducts(
  contexts: readonly Context[],
  names: readonly string[],
): readonly DeclaredProduct[] {
  const all = contexts.flatMap((context) => context.products.map((product) => ({ context, product })));
  const refOf = ({ product }: DeclaredProduct): string => productRef(product.name, product.major);
  const known = new Map(all.map((each) => [refOf(each), each]));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new MeshError(
      "NOT_FOUND",
      `no product ${unknown.join(", ")} is declared; there is ${[...known.keys()].join(", ")}`,
    );
  }
  return names.length === 0 ? all : all.filter((each) => names.includes(refOf(each)));
}
