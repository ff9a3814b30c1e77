import { createReadStream } from "node:fs";
import { type ChainedEntry, NO_LINE, readChained } from "./entryChain.ts";

/** A place where the log is not as it was written. */
export interface Damage {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A line of the log: the entry it holds, or what is wrong with it; or both. */
export interface ReadLine {
  readonly line: number;
  readonly entry?: ChainedEntry;
  readonly damage?: Damage;
}

/**
 * Reads an access log line by line and checks that it is as it was written: no line changed, left out or added
 * between. It cannot show that lines at the very end are missing, nor that somebody wrote all of it anew. Rejects with
 * the file system's error when the file cannot be read.
 */
export async function* readAccessLog(path: string): AsyncGenerator<ReadLine> {
  const check = chainCheck();
  let line = 0;
  for await (const text of linesOf(createReadStream(path, "utf8"))) {
    line += 1;
    if (text === "") continue;
    const read = readChained(text);
    const reason = read === undefined ? "it is no whole entry" : check(read);
    yield {
      line,
      ...(read && { entry: read.entry }),
      ...(reason !== undefined && { damage: { line, reason } }),
    };
  }
}

/** Line by line as they were written, ended by \n only: node:readline ends them at U+2028 and U+2029 as well. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}

/** Says what is wrong with an entry where it stands, if anything is. */
function chainCheck(): (read: {
  readonly entry: ChainedEntry;
  readonly whole: boolean;
}) => string | undefined {
  const ends = new Map<string, { readonly number: number; readonly hash: string }>();
  // Several writers may have found the log empty.
  const seen = new Set([NO_LINE]);
  return ({ entry, whole }) => {
    const end = ends.get(entry.chain);
    // The first line of a file may go on from one that was moved away.
    const follows = seen.size === 1 || (entry.number === 1 && seen.has(entry.previous));
    ends.set(entry.chain, { number: entry.number, hash: entry.hash });
    seen.add(entry.hash);
    if (!whole) return "it was changed";
    const goesOn =
      end === undefined ? follows : entry.number === end.number + 1 && entry.previous === end.hash;
    return goesOn ? undefined : "lines before it are missing or were changed";
  };
}
