import type { DeclaredProduct } from "../contracts/checkProduct.ts";
import { type ContractsPlace, contractsDirectory } from "../contracts/contractsDirectory.ts";
import { readContracts } from "../contracts/readContracts.ts";
import { correctionsBetween } from "./correctionsBetween.ts";

/** Finds out what the published versions after a live one, up to the declared one, are said to correct. */
export async function publishedCorrections(
  { context, product }: DeclaredProduct,
  place: ContractsPlace,
): Promise<(live: string) => string | undefined> {
  const { versions } = await readContracts(contractsDirectory(context.name, place), product.name);
  return (live) => correctionsBetween(versions, live, product.version).join("; ") || undefined;
}
