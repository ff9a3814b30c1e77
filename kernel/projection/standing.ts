import type { Revision } from "./revision.ts";

/** Where a product stands: which state it is in, and up to which position of its own history. */
export interface Standing {
  readonly revision: Revision;
  /** The last position of the product's history; 0 before the first. */
  readonly position: number;
}
