import { randomUUID } from "node:crypto";
import type { AccessEntry } from "./accessLog.ts";

/**
 * Where an entry stands: in a chain of a writer's own. Lines that were written together are vouched for by the last of
 * them, which closes them: it names what was written before, and its hash is of all of them.
 */
export interface Link {
  readonly chain: string;
  /** Counted from 1 in each chain. */
  readonly number: number;
}

/** What a closing line has besides. */
export interface Closing {
  /** The hash of the closing line before; in a chain's first, of the last one that was there when the chain began. */
  readonly previous: string;
  /**
   * SHA-256, in hex, of the lines that were written together as they stand in the file, the closing one without this
   * member and without its end.
   */
  readonly hash: string;
}

/** A line of the access log. */
export type ChainedEntry = AccessEntry & Link & Partial<Closing>;

/** What the very first line of a log follows. */
export const NO_LINE = "0".repeat(64);

/** A chain that entries are appended to; an immutable value. */
export interface Chain {
  readonly id: string;
  readonly length: number;
  /** The hash of its last closing line. */
  readonly last: string;
}

/** Begins a chain after the closing line with this hash. Each writer has its own, so that several can share a file. */
export const beginChain = (last: string, id: string = randomUUID()): Chain => ({ id, length: 0, last });
