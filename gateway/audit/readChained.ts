import type { ChainedEntry, Closing } from "./entryChain.ts";

/** A line of the access log, taken apart. */
export interface ReadEntry {
  readonly entry: ChainedEntry;
  /** What of the line the hash is of that vouches for it. */
  readonly hashed: string;
  /** There for a line that closes those it was written with. */
  readonly closing?: Closing;
}

/** Takes a line apart, given without its end; undefined for what is no line of the log. */
export function readChained(line: string): ReadEntry | undefined {
  const [, content, hash] = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/s.exec(line) ?? [];
  const entry = chainedEntry(line);
  if (entry === undefined) return undefined;
  if (content === undefined || hash === undefined) return { entry, hashed: `${line}\n` };
  const { previous } = entry;
  if (typeof previous !== "string") return undefined;
  return { entry, hashed: `${content}}`, closing: { previous, hash } };
}

function chainedEntry(line: string): ChainedEntry | undefined {
  try {
    const entry = JSON.parse(line) as Partial<ChainedEntry> | null;
    return typeof entry?.chain === "string" && Number.isSafeInteger(entry.number)
      ? (entry as ChainedEntry)
      : undefined;
  } catch {
    return undefined;
  }
}
