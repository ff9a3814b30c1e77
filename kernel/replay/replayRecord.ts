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
 * or is not, what its events say; of a diff, what they say by the code that was declared then.
 */
export interface ReplayRecord {
  readonly product: ProductRef;
  readonly version: string;
  readonly kind: "rebuild" | "verify" | "diff";
  readonly result: "REBUILT" | "EQUAL" | "DIFFERENT";
  /** Why it was run: `release of 2.1.0`, `correction: ...`, `asked for`; of a diff, the version that is needed. */
  readonly reason: string;
  /** The generation that was live before. */
  readonly generation: number;
  /** What was compared, or became live, and what the digest is of: `g1.c42.e0`. Absent from records of earlier releases. */
  readonly revision?: string;
  /** The product's position it was compared or swapped at, and the positions of its inputs. */
  readonly position: number;
  readonly inputs: Inputs;
  /** Over rows and history as they lie, of a diff over rows alone: the replay's, and that of what was live. */
  readonly digest: string;
  readonly liveDigest: string;
  readonly rows: number;
  /** How many keys have another row or history than the events say. */
  readonly differingRows: number;
  /** Events that the product consumes up to there; its log holds more where there are events of other types. */
  readonly events: number;
  readonly durationMs: number;
  /** Fields of rows that a rebuild changed, or a release would. */
  readonly changedFields: readonly string[];
  readonly upstreams: readonly UpstreamProof[];
  /** The code the rows were derived with. */
  readonly fingerprint: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
}
