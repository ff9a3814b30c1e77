import { MeshError } from "@datamesh/kernel";
import { type Context, type DataProduct, productRef, type ProductRef } from "@datamesh/kernel/product";

/** A declared product, and the context it is of. */
export interface ReplayTarget {
  readonly ref: ProductRef;
  readonly context: Context;
  readonly product: DataProduct;
}

/** Every product of the contexts, in their order. */
export const targetsIn = (contexts: readonly Context[]): readonly ReplayTarget[] =>
  contexts.flatMap((context) =>
    context.products.map((product) => ({ ref: productRef(product.name, product.major), context, product })),
  );

/** The products that are named, each once; a name without `@MAJOR` is its newest. Fails with BAD_USER_INPUT that tells which there are. */
export function targetsNamed(
  contexts: readonly Context[],
  names: readonly string[],
): readonly ReplayTarget[] {
  const all = targetsIn(contexts);
  const targets = names.map((name) => {
    const found =
      all.find(({ ref }) => ref === name) ??
      all
        .filter(({ product }) => product.name === name)
        .toSorted((a, b) => b.product.major - a.product.major)[0];
    if (found !== undefined) return found;
    const known = all.map(({ ref }) => ref).join(", ");
    throw new MeshError("BAD_USER_INPUT", `there is no product "${name}" here; there is ${known || "none"}`);
  });
  return [...new Set(targets)];
}

/** The products a product joins, those that are declared here. */
export function upstreamsOf(
  { product }: ReplayTarget,
  contexts: readonly Context[],
): readonly ReplayTarget[] {
  const joined = new Set<string>(
    product.from.flatMap((input) => (input.kind === "join" ? [input.upstream.product] : [])),
  );
  return targetsIn(contexts).filter(({ ref }) => joined.has(ref));
}

/** The products with everything they are derived from, upstreams first. */
export function withUpstreams(
  targets: readonly ReplayTarget[],
  contexts: readonly Context[],
): readonly ReplayTarget[] {
  const ordered = new Map<ProductRef, ReplayTarget>();
  const visiting = new Set<ProductRef>();
  const visit = (target: ReplayTarget): void => {
    if (visiting.has(target.ref)) return;
    visiting.add(target.ref);
    for (const upstream of upstreamsOf(target, contexts)) visit(upstream);
    ordered.set(target.ref, target);
  };
  for (const target of targets) visit(target);
  return [...ordered.values()];
}
