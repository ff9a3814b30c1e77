import type { ProductRef } from "@datamesh/kernel/product";
import type { Standing } from "@datamesh/kernel/projection";

/** Told that a product has come to a newer state than any that was heard of it before. */
export type RevisionListener = (product: ProductRef, standing: Standing) => void;

/** What a gateway hears of where products stand, from wherever: the one source for its cache and for subscriptions. */
export interface Announcements {
  /** The newest state that was heard of each product. It never goes back. The map itself changes as more is heard. */
  heard(): ReadonlyMap<ProductRef, Standing>;
  /**
   * A moment (milliseconds of `performance.now()`) up to which every commit of the product is known to have been heard:
   * that of the last announcement or heartbeat of where it is kept. Undefined when nothing was ever heard of it. A
   * moment that is long past means that nobody knows where the product stands.
   */
  lastHeardAt(product: ProductRef): number | undefined;
  /** Calls back for every state that is newer than what was heard before; answers how to stop that. */
  onRevision(listener: RevisionListener): () => void;
}
