import { createReadStream } from "node:fs";
import { chainCheck, type Damage } from "./chainCheck.ts";
import type { ChainedEntry } from "./entryChain.ts";
import { readChained } from "./readChained.ts";

/** A line of the log: the entry it holds, or what is wrong there or further up; or both. */
export interface ReadLine {
  readonly line: number;
  readonly entry?: ChainedEntry;
  readonly damage?: Damage;
}

/**
 * Reads an access log line by line and checks that it is as it was written: no line changed, left out or added
 * between. It cannot show that what was written last is missing as a whole, or first, nor that somebody wrote all of it
 * anew. Rejects with the file system's error when the file cannot be read.
 */
export async function* readAccessLog(path: string): AsyncGenerator<ReadLine> {
  const check = chainCheck();
  let line = 0;
  for await (const text of linesOf(createReadStream(path, "utf8"))) {
    line += 1;
    if (text === "") continue;
    const read = readChained(text);
    const found = read === undefined ? [{ line, reason: "it is no whole entry" }] : check.add(line, read);
    if (read !== undefined) yield { line, entry: read.entry };
    for (const damage of found) yield { line, damage };
  }
  for (const damage of check.end()) yield { line, damage };
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
