import type { Context } from "../product/context.ts";
import type { DataProduct } from "../product/dataProduct.ts";
import { describe } from "../product/describe.ts";
import { fingerprint } from "../product/fingerprint.ts";
import type { Code } from "./compareCode.ts";
import { type Contract, contractOf } from "./contract.ts";
import { foldValues } from "./foldValues.ts";
import { upcastValues } from "./upcastValues.ts";

/** A version as it is declared, ready to be compared and published. */
export interface DeclaredVersion extends Code {
  readonly contract: Contract;
}

/** What the declaration of a product promises, and the code that keeps it. */
export const declaredVersion = (context: Context, product: DataProduct): DeclaredVersion => ({
  contract: contractOf(describe(context, product)),
  fingerprint: fingerprint(product),
  values: { ...foldValues(product), ...upcastValues(product) },
});
