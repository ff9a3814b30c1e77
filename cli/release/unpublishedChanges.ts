import type { Context } from "@datamesh/kernel/product";
import { checkProduct } from "../contracts/checkProduct.ts";
import { contractsDirectory } from "../contracts/contractsDirectory.ts";
import { readContracts } from "../contracts/readContracts.ts";
import { targetsIn } from "../replay/replayTarget.ts";

/**
 * What `datamesh check` would refuse of the declarations that are about to be served, product by product. A product
 * without any published version is not held against one.
 */
export async function unpublishedChanges(
  contexts: readonly Context[],
  root: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { ref, context, product } of targetsIn(contexts)) {
    const { versions } = await readContracts(contractsDirectory(context.name, { root }), product.name);
    if (versions.length === 0) continue;
    const { check } = await checkProduct({ context, product }, { root });
    found.push(...check.problems.map((problem) => `${ref} is not as published: ${problem}`));
  }
  return found;
}
