import type { Inputs } from "../projection/changeFeed.ts";
import type { ProductRef } from "../product/names.ts";

/** What an upstream product stood at, and when it was last verified. */
export interface UpstreamProof {
  readonly product: ProductRef;
  readonly position: number;
  /** When the newest verification that found it equal began, ISO 8601; null when there was none. */
  readonly verifiedAt: string | null;
}

/**
 * What became of deriving a product anew. REBUILT: the new rows were swapped in. EQUAL or DIFFERENT: what is live is,
 * or is not, what its events say.
 */
export interface ReplayRecord {
  readonly product: ProductRef;
  readonly version: string;
  readonly kind: "rebuild" | "verify";
  readonly result: "REBUILT" | "EQUAL" | "DIFFERENT";
  /** Why it was run, for a rebuild: `fold changed`, `correction: ...`, `asked for`. */
  readonly reason: string;
  /** The generation that was live before. */
  readonly generation: number;
  /** What was compared, or became live, and what the digest is of: `g1.c42.e0`. Absent from records of earlier releases. */
  readonly revision?: string;
  /** The product's position it was compared or swapped at, and the positions of its inputs. */
  readonly position: number;
  readonly inputs: Inputs;
  /** Over rows and history as they lie; the replay's, and for a verification also the live one's. */
  readonly digest: string;
  readonly liveDigest: string;
  readonly rows: number;
  /** How many keys have another row or history than the events say. */
  readonly differingRows: number;
  readonly events: number;
  readonly durationMs: number;
  /** Fields of rows that a rebuild changed. */
  readonly changedFields: readonly string[];
  readonly upstreams: readonly UpstreamProof[];
  /** The code the rows were derived with. */
  readonly fingerprint: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
}
