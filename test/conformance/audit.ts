import type { Context, DataProduct, ProductDescriptor } from "@datamesh/kernel/product";

/** One declared product, from all sides. */
export interface Audited {
  readonly context: Context;
  readonly product: DataProduct;
  readonly descriptor: ProductDescriptor;
}

/** A rule that every declared product is held against. */
export interface Audit {
  readonly id: string;
  /** As in RFC 2119: a MUST that fails fails the build, a SHOULD is reported. */
  readonly level: "MUST" | "SHOULD";
  readonly requires: string;
  /** What is amiss, each with its place; nothing when the product conforms. */
  readonly findings: (audited: Audited) => readonly string[];
}
