import { MeshError } from "@datamesh/kernel";
import { productRef, type ProductDescriptor } from "@datamesh/kernel/product";

/**
 * The refusal of a product or of a part of it: FORBIDDEN, naming the product, the rule in words and whom to ask.
 * `refused` says what is refused if it is not the whole product: `loan-officers@1.salary may be read`.
 */
export function denial(product: ProductDescriptor, policy: string, refused?: string): MeshError {
  const ref = productRef(product.name, product.major);
  const { team, contact } = product.owner;
  const sentence = `${refused ?? `${ref} may be read`} by ${policy}; ask ${team} ${contact} for access`;
  return new MeshError("FORBIDDEN", sentence, { product: ref, policy });
}
