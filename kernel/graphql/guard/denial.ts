import { MeshError } from "../../errors.ts";
import { productRef, type ProductDescriptor } from "../../product/index.ts";

/** What was refused, besides the product: one of its fields, and for which use of it. */
export interface Refused {
  readonly field?: string;
  /** `filter` when a field may be seen masked, but not be filtered or ordered by. */
  readonly use?: "read" | "filter";
}

/**
 * The refusal of a product or one of its fields: FORBIDDEN, naming the product, the rule that would have to be
 * fulfilled, and whom to ask.
 */
export function denial(product: ProductDescriptor, rule: string, refused: Refused = {}): MeshError {
  const ref = productRef(product.name, product.major);
  const { field, use = "read" } = refused;
  const what = field === undefined ? ref : `${field} of ${ref}`;
  const done = use === "read" ? "be read" : "be used in where and orderBy";
  const { team, contact } = product.owner;
  return new MeshError("FORBIDDEN", `${what} may ${done} by ${rule}; ask ${team} (${contact}) for access`, {
    product: ref,
    policy: rule,
    ...(field === undefined ? {} : { field }),
  });
}
