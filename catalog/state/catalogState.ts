import { type Position, START } from "@datamesh/kernel/log";
import type { Owner, ProductDescriptor, ProductRef } from "@datamesh/kernel/product";

/** A context as it is registered now. */
export interface ContextRecord {
  readonly name: string;
  readonly owner: Owner;
  readonly sdl: string;
  /** When owner or schema last changed. */
  readonly registeredAt: string;
  /** The newest event of the context's chain: what the next one supersedes. */
  readonly lastEvent: string;
}

/** DEPRECATED: served, and its end is announced. RETIRED: no longer served; the name stays the context's. */
export const PRODUCT_STATUSES = ["ACTIVE", "DEPRECATED", "RETIRED"] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** A product version as it was last published, under the policy that holds now. */
export interface ProductRecord {
  readonly descriptor: ProductDescriptor;
  readonly status: ProductStatus;
  /** When contract, policy or status last changed. */
  readonly changedAt: string;
}

/** A subgraph as it was composed. */
export interface RegisteredSubgraph {
  /** The context's name. */
  readonly name: string;
  readonly sdl: string;
  readonly products: readonly ProductDescriptor[];
}

/** The newest composition that succeeded. */
export interface ComposedSupergraph {
  readonly supergraphSdl: string;
  readonly subgraphs: readonly RegisteredSubgraph[];
  readonly composedAt: string;
}

/** What became of the newest attempts to compose. */
export interface Compositions {
  readonly lastGood?: ComposedSupergraph;
  /** Why the newest attempt failed; empty when it succeeded. */
  readonly problems: readonly string[];
  /** The newest attempt's event. */
  readonly lastEvent: string | null;
}

/** All the catalog knows, folded from its log. Immutable: a fold answers a new one. */
export interface CatalogState {
  /** Everything up to here is folded. */
  readonly position: Position;
  /** The newest event that changed contexts or products. */
  readonly registeredUpTo: Position;
  readonly contexts: ReadonlyMap<string, ContextRecord>;
  readonly products: ReadonlyMap<ProductRef, ProductRecord>;
  readonly compositions: Compositions;
}

/** Before the first event. */
export const EMPTY_CATALOG: CatalogState = Object.freeze({
  position: START,
  registeredUpTo: START,
  contexts: new Map(),
  products: new Map(),
  compositions: Object.freeze({ problems: [], lastEvent: null }),
});
