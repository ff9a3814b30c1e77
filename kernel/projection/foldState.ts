import type { Row } from "../product/dataProduct.ts";
import type { ProductRef } from "../product/names.ts";

/**
 * The state that steps are folded against. It may throw `NotKnownYet` on what it would have to ask for first
 * (`BatchState`), or know everything there is (`MemoryState`).
 */
export interface FoldState {
  /** The row under a key as it is now; null when there is none. */
  row(key: string): Row | null;
  /** Changes a row; null removes it. */
  set(key: string, row: Row | null): void;
  /** Whether a member has not been counted for a key before. */
  isNewMember(key: string, member: string): boolean;
  addMember(key: string, member: string): void;
  /** An upstream product's row as a join takes it; null when there is none. */
  upstreamRow(product: ProductRef, key: string): Row | null;
  /** Keys of the rows whose `by` field holds the upstream key now, in bytewise order. */
  referrers(product: ProductRef, by: string, upstreamKey: string): readonly string[];
}
