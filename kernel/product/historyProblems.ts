import type { DataProduct } from "./dataProduct.ts";
import { productRef } from "./names.ts";

/** What is wrong with joins of products that keep no history: a join follows the history. */
export function historyProblems(products: readonly DataProduct[]): readonly string[] {
  const without = new Set(
    products.filter(({ history }) => !history).map(({ name, major }) => productRef(name, major)),
  );
  return products.flatMap((product) =>
    product.from.flatMap((input) =>
      input.kind === "join" && without.has(input.upstream.product)
        ? [
            `${productRef(product.name, product.major)} joins ${input.upstream.product}, which keeps no history`,
          ]
        : [],
    ),
  );
}
