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

/** A product version, or the log of a context, which is where all lineage begins. `P` is what is known of products. */
export interface LineageNode<P extends LineageSource = LineageSource> {
  /** `customer-profiles@1` or `customers_events`. */
  readonly id: string;
  readonly kind: "PRODUCT" | "LOG";
  readonly name: string;
  /** The product that is declared; undefined for a log, and for a product that is only named by others. */
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

/** A product that is derived from events of a log, or takes fields of another product. */
export interface LineageEdge {
  readonly from: string;
  readonly to: ProductRef;
  readonly kind: "EVENTS" | "JOIN";
  /** Empty for a join. */
  readonly eventTypes: readonly string[];
  /** The field that holds the other product's key; undefined for events. */
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
