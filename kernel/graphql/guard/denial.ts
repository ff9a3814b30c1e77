import { MeshError } from "../../errors.ts";
import { productRef, type ProductDescriptor } from "../../product/index.ts";

/** What was refused, besides the product: one of its fields, and for which use of it. */
export interface Refused {
  readonly field?: string;
  /** `filter` when a field may be seen masked, but not be filtered or ordered by; `compute` when others follow from it. */
  readonly use?: keyof typeof USES;
}

const USES = {
  read: "be read",
  filter: "be used in where and orderBy",
  compute: "be used to compute other fields",
} as const;

/**
 * The refusal of a product or one of its fields: FORBIDDEN, naming the product, the rule that would have to be
 * fulfilled, and whom to ask.
 */
export function denial(product: ProductDescriptor, rule: string, refused: Refused = {}): MeshError {
  const ref = productRef(product.name, product.major);
  const { field, use = "read" } = refused;
  const what = field === undefined ? ref : `${field} of ${ref}`;
  const { team, contact } = product.owner;
  return new MeshError(
    "FORBIDDEN",
    `${what} may ${USES[use]} by ${rule}; ask ${team} (${contact}) for access`,
    {
      product: ref,
      policy: rule,
      ...(field === undefined ? {} : { field }),
    },
  );
}
