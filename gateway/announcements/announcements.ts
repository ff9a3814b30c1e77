import type { ProductRef } from "@datamesh/kernel/product";
import type { Standing } from "@datamesh/kernel/projection";
import type { ChangedRowsBoard } from "./changedRowsBoard.ts";

/** Told that a product has come to another state than was heard of it before. */
export type RevisionListener = (product: ProductRef, standing: Standing) => void;

/** What a gateway hears of where products stand, from wherever: the one source for its cache and for subscriptions. */
export interface Announcements extends Pick<ChangedRowsBoard, "mayHaveChanged" | "changedBehind"> {
  /**
   * Where each product stands by what was heard last. It is later than before, except after the database was restored
   * from a backup. The map itself changes as more is heard.
   */
  readonly heard: () => ReadonlyMap<ProductRef, Standing>;
  /**
   * The moment (`performance.now()`, milliseconds) at which the product was known to stand there: every commit up to it
   * was heard. Undefined when nothing was ever heard of it; a moment long past means that nobody knows where it stands.
   */
  readonly lastHeardAt: (product: ProductRef) => number | undefined;
  /**
   * The moment (`performance.now()`, milliseconds) of a product's newest commit that was heard of, or somewhat earlier:
   * how long ago it was is told by the clock of its database alone, and only what has passed since by this process's.
   * Undefined when nobody has told.
   */
  readonly committedAt: (product: ProductRef) => number | undefined;
  /** Calls back for every state that is heard of and differs from the one before; answers how to stop that. */
  onRevision(listener: RevisionListener): () => void;
}
