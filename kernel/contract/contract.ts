import type { Policy } from "../policy/policy.ts";
import type {
  Deprecation,
  FieldDescriptor,
  LinkDescriptor,
  Owner,
  ProductDescriptor,
  Sla,
} from "../product/descriptor.ts";
import { PAGE_LIMITS } from "../product/pageLimits.ts";

/**
 * What a published version of a product promises to whoever reads it, as plain JSON. How the promise is kept (inputs,
 * folds, relation) is not in it.
 */
export interface Contract {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly context: string;
  readonly owner: Owner;
  readonly key: string;
  readonly fields: readonly FieldDescriptor[];
  readonly links: readonly LinkDescriptor[];
  /** How many rows a page can hold. */
  readonly pageLimit: number;
  readonly sla: Sla;
  readonly policy: Policy;
  readonly deprecated?: Deprecation;
  /** False when only the rows as they are now are kept; absent otherwise. */
  readonly history?: false;
}

/** The contract a product promises by its declaration. */
export function contractOf(product: ProductDescriptor): Contract {
  const { name, version, title, description, context, owner, key, fields, links, sla, policy } = product;
  return {
    name,
    version,
    title,
    description,
    context,
    owner,
    key,
    fields,
    links,
    pageLimit: PAGE_LIMITS.max,
    sla,
    policy,
    ...(product.deprecated !== undefined && { deprecated: product.deprecated }),
    ...(product.history === false && { history: product.history }),
  };
}
