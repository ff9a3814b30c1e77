import { type Context, productRef } from "@datamesh/kernel/product";

/** The contexts with those whose products others join before the others; circles keep the order they came in. */
export function providersFirst(contexts: readonly Context[]): readonly Context[] {
  const ordered: Context[] = [];
  const seen = new Set<Context>();
  const visit = (context: Context): void => {
    if (seen.has(context)) return;
    seen.add(context);
    for (const provider of providersOf(context, contexts)) visit(provider);
    ordered.push(context);
  };
  for (const context of contexts) visit(context);
  return ordered;
}

function providersOf(context: Context, contexts: readonly Context[]): readonly Context[] {
  const joined = new Set<string>(
    context.products.flatMap((product) =>
      product.from.flatMap((input) => (input.kind === "join" ? [input.upstream.product] : [])),
    ),
  );
  return contexts.filter((each) => each.products.some((p) => joined.has(productRef(p.name, p.major))));
}
