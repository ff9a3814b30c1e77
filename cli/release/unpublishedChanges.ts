import type { Context, ProductRef } from "@datamesh/kernel/product";
import { checkProduct } from "../contracts/checkProduct.ts";
import { contractsDirectory } from "../contracts/contractsDirectory.ts";
import { readContracts } from "../contracts/readContracts.ts";
import { targetsIn } from "../replay/replayTarget.ts";

/** Why a declaration is not what was published. */
export interface UnpublishedChange {
  readonly product: ProductRef;
  readonly problem: string;
}

/** For a log or a terminal. */
export const unpublishedText = ({ product, problem }: UnpublishedChange): string =>
  `${product} is not as published: ${problem}`;

/**
 * What `datamesh check` would refuse of the declarations that are about to be served, product by product. A product
 * without any published version is not held against one.
 */
export async function unpublishedChanges(
  contexts: readonly Context[],
  root: string,
): Promise<readonly UnpublishedChange[]> {
  const found: UnpublishedChange[] = [];
  for (const { ref, context, product } of targetsIn(contexts)) {
    const { versions } = await readContracts(contractsDirectory(context.name, { root }), product.name);
    if (versions.length === 0) continue;
    const { check } = await checkProduct({ context, product }, { root });
    found.push(...check.problems.map((problem) => ({ product: ref, problem })));
  }
  return found;
}
