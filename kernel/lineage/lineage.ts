import type { InputDescriptor, Owner } from "../product/descriptor.ts";
import type { ProductRef } from "../product/names.ts";

/** What of a product version its lineage follows from; every descriptor has it. */
export interface LineageSource {
  readonly name: string;
  readonly major: number;
  readonly version: string;
  readonly title: string;
  readonly context: string;
  readonly owner: Owner;
  readonly inputs: readonly InputDescriptor[];
}

/** A product version, or where lineage begins: the log of a context, or a model. `P` is what is known of products. */
export interface LineageNode<P extends LineageSource = LineageSource> {
  /** `customer-profiles@1`, `customers_events` or `credit-oracle-v2.1`. */
  readonly id: string;
  readonly kind: "PRODUCT" | "LOG" | "MODEL";
  readonly name: string;
  /** The product that is declared; undefined for a log or model, and for a product that is only named by others. */
  readonly product?: P;
}

/**
 * How a field comes from what it comes from. VALUE: computed from it, or decided by it. OCCURRENCE: from the fact that
 * the event happened, as counters and constants are. UNKNOWN: from the event, in a way that cannot be told.
 */
export type Derivation = "VALUE" | "OCCURRENCE" | "UNKNOWN";

/** A field that comes from a part of an event (`data.score`, `occurredAt`, `event`), or from an upstream's field. */
export interface FieldEdge {
  readonly from: string;
  readonly to: string;
  readonly derivation: Derivation;
  /** Whether it also depends on what was in the row before. */
  readonly accumulated: boolean;
}

/** A version of a model that rows of a product name, `credit-oracle-v2.1` (`modelId`). */
export interface NamedModel {
  readonly id: string;
  readonly product: ProductRef;
}

/** What a product is derived from: events of a log, fields of another product, or a model. */
export interface LineageEdge {
  readonly from: string;
  readonly to: ProductRef;
  readonly kind: "EVENTS" | "JOIN" | "MODEL";
  /** Empty for a join or a model. */
  readonly eventTypes: readonly string[];
  /** The field that holds the other product's key; undefined for all else. */
  readonly by?: string;
  readonly fields: readonly FieldEdge[];
}

/** A part of the mesh's lineage: nodes, nearest first, and the edges between them. */
export interface Lineage<P extends LineageSource = LineageSource> {
  readonly nodes: readonly (LineageNode<P> & { readonly distance: number })[];
  readonly edges: readonly LineageEdge[];
  /** Whether nothing was left out for being too much. */
  readonly complete: boolean;
}
