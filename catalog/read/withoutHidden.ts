import { type ProductDescriptor, type ProductRef, productRef } from "@datamesh/kernel/product";

/** What of a product names others. */
type Named = Pick<ProductDescriptor, "name" | "major"> & Partial<Pick<ProductDescriptor, "inputs" | "links">>;

/** Products without those that are hidden from whoever asks, and without what the others say of them. */
export function withoutHidden<P extends Named>(
  products: readonly P[],
  hidden: ReadonlySet<ProductRef>,
): readonly P[] {
  if (hidden.size === 0) return products;
  return products
    .filter(({ name, major }) => !hidden.has(productRef(name, major)))
    .map((product) => ({ ...product, ...inputsAndLinks(product, hidden) }));
}

function inputsAndLinks({ inputs, links }: Named, hidden: ReadonlySet<ProductRef>) {
  return {
    ...(inputs && { inputs: inputs.filter((each) => each.kind !== "join" || !hidden.has(each.product)) }),
    ...(links && { links: links.filter(({ product }) => !hidden.has(product)) }),
  };
}
