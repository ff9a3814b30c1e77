import type { ComplianceTag } from "../policy/policy.ts";
import type { Context } from "../product/context.ts";
import type { DataProduct } from "../product/dataProduct.ts";
import { describe } from "../product/describe.ts";
import type { ProductDescriptor } from "../product/descriptor.ts";

/** One declared product, from all sides. */
export interface Audited {
  readonly context: Context;
  readonly product: DataProduct;
  readonly descriptor: ProductDescriptor;
}

/** A rule that declared products are held against. */
export interface Audit {
  readonly id: string;
  /** As in RFC 2119: a MUST that fails fails the build, a SHOULD is reported. */
  readonly level: "MUST" | "SHOULD";
  /** Who demands it: an article of a law, or DataMesh itself. */
  readonly source: string;
  /** The regime of which it follows; without one it applies to every product. */
  readonly under?: ComplianceTag;
  readonly requires: string;
  /** What is amiss, each with its place; nothing when the product conforms. */
  readonly findings: (audited: Audited) => readonly string[];
  /** What shows that a product conforms. */
  readonly evidence: (audited: Audited) => string;
}

/** The source of what no law demands. */
export const HOUSE = "DataMesh";

/** All products of contexts, to be audited. */
export function auditedProducts(contexts: readonly Context[]): readonly Audited[] {
  return contexts.flatMap((context) =>
    context.products.map((product) => ({ context, product, descriptor: describe(context, product) })),
  );
}

/** Whether an audit applies to a product: always, or under the regimes it declares itself under. */
export function applies({ under }: Audit, { descriptor }: Audited): boolean {
  return under === undefined || descriptor.policy.compliance.includes(under);
}
