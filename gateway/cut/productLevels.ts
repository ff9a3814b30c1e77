import { type ProductDescriptor, productRef, type ProductRef } from "@datamesh/kernel/product";

/** The products that a product joins, each once. */
export const upstreamsOf = ({ inputs }: ProductDescriptor): readonly ProductRef[] => [
  ...new Set(inputs.flatMap((input) => (input.kind === "join" ? [input.product] : []))),
];

/**
 * Products with all that they are derived from, through any number of joins, in levels: those of one level join only
 * products of levels before it. An upstream that the mesh does not serve is left out.
 */
export function productLevels(
  products: readonly ProductDescriptor[],
  touched: readonly ProductDescriptor[],
): readonly (readonly ProductDescriptor[])[] {
  const byRef = new Map(products.map((each) => [productRef(each.name, each.major), each]));
  const depths = new Map<ProductDescriptor, number>();
  const depthOf = (product: ProductDescriptor): number => {
    const known = depths.get(product);
    if (known !== undefined) return known;
    // Products that join each other in a ring cannot be declared; were they, this would still end.
    depths.set(product, 0);
    const upstreams = upstreamsOf(product).flatMap((ref) => byRef.get(ref) ?? []);
    const depth = 1 + Math.max(-1, ...upstreams.map(depthOf));
    depths.set(product, depth);
    return depth;
  };
  touched.forEach(depthOf);
  const levels: ProductDescriptor[][] = [];
  for (const [product, depth] of depths) (levels[depth] ??= []).push(product);
  return levels.map((level) => level ?? []);
}
