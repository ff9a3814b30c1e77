import { hash, randomUUID } from "node:crypto";
import type { AccessEntry } from "./accessLog.ts";

/** Where an entry stands: in a chain of a writer's own, after the line whose hash it repeats. */
export interface Link {
  readonly chain: string;
  /** Counted from 1 in each chain. */
  readonly number: number;
  /** The hash of the line before; of a chain's first, of the last line that was there when it began. */
  readonly previous: string;
  /** SHA-256, in hex, of the line as JSON without this member. */
  readonly hash: string;
}

/** A line of the access log. */
export type ChainedEntry = AccessEntry & Link;

/** What the very first line of a log follows. */
export const NO_LINE = "0".repeat(64);

/** A chain that entries are appended to; an immutable value. */
export interface Chain {
  readonly id: string;
  readonly length: number;
  readonly last: string;
}

/** Begins a chain after the line with this hash. Each writer has its own, so that several can share a file. */
export const beginChain = (last: string, id: string = randomUUID()): Chain => ({ id, length: 0, last });

/** The line for an entry, without its end, and the chain with it. */
export function chainEntry(
  chain: Chain,
  entry: AccessEntry,
): { readonly line: string; readonly chain: Chain } {
  const number = chain.length + 1;
  const { id, last: previous } = chain;
  const content = `${JSON.stringify(entry).slice(0, -1)},"chain":"${id}","number":${number},"previous":"${previous}"}`;
  const last = hashOf(content);
  const line = `${content.slice(0, -1)},"hash":"${last}"}`;
  return { line, chain: { id, length: number, last } };
}

/** The entry of a line and whether its hash is that of its content; undefined for what is no line of the log. */
export function readChained(
  line: string,
): { readonly entry: ChainedEntry; readonly whole: boolean } | undefined {
  const [, content, told] = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/s.exec(line) ?? [];
  if (content === undefined || told === undefined) return undefined;
  try {
    return { entry: JSON.parse(line) as ChainedEntry, whole: hashOf(`${content}}`) === told };
  } catch {
    return undefined;
  }
}

const hashOf = (text: string): string => hash("sha256", text, "hex");
