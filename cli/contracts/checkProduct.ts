import {
  checkRelease,
  type DeclaredVersion,
  declaredVersion,
  type ReleaseCheck,
  type ReleaseTerms,
} from "@datamesh/kernel/contract";
import type { Context, DataProduct } from "@datamesh/kernel/product";
import { type ContractsPlace, contractsDirectory } from "./contractsDirectory.ts";
import { readContracts } from "./readContracts.ts";

/** A product and the context that declares it. */
export interface DeclaredProduct {
  readonly context: Context;
  readonly product: DataProduct;
}

/** A check, and what was checked. */
export interface CheckedProduct {
  readonly check: ReleaseCheck;
  readonly declared: DeclaredVersion;
  /** Where the product's contracts lie, and would be published. */
  readonly directory: string;
}

/** Holds a product against its published contracts; a damaged file among them is a problem too. */
export async function checkProduct(
  { context, product }: DeclaredProduct,
  place: ContractsPlace,
  terms?: ReleaseTerms,
): Promise<CheckedProduct> {
  const directory = contractsDirectory(context.name, place);
  const declared = declaredVersion(context, product);
  const { versions, problems } = await readContracts(directory, product.name);
  const check = checkRelease(versions, declared, terms);
  return { check: { ...check, problems: [...problems, ...check.problems] }, declared, directory };
}
