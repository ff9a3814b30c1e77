import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { MeshError } from "../../errors.ts";

/** A line of a seals file. */
export interface FileLine {
  readonly line: string;
  /** Where the next one begins, in bytes. */
  readonly end: number;
}

const NEWLINE = 0x0a;
/** A seal of a thousand events takes 12 kB; what is longer by far is none. */
const LONGEST = 1_000_000;

/** How many bytes the file has, and which one it is; undefined when it is not there. */
export async function sealsFileState(
  path: string,
): Promise<{ readonly size: number; readonly inode: number } | undefined> {
  try {
    const { size, ino } = await stat(path);
    return { size, inode: ino };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * The whole lines of a seals file between two offsets. What comes after the last line end is a write that goes on, or
 * was cut off, and no line yet; a file that is not there has none. Bytes are read as Latin-1, so that no two files read alike.
 */
export async function* readSealsFile(path: string, from: number, upTo: number): AsyncGenerator<FileLine> {
  if (upTo <= from || (await sealsFileState(path)) === undefined) return;
  let held: Buffer = Buffer.alloc(0);
  let dropped = 0;
  let end = from;
  for await (const read of createReadStream(path, { start: from, end: upTo - 1 })) {
    const piece = read as Buffer;
    let begin = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, begin)) {
      const line = Buffer.concat([held, piece.subarray(begin, at)]);
      end += line.length + dropped + 1;
      yield { line: line.toString("latin1"), end };
      [held, dropped, begin] = [Buffer.alloc(0), 0, at + 1];
    }
    const more = piece.subarray(begin);
    const kept = held.length < LONGEST;
    if (kept) held = Buffer.concat([held, more]);
    else dropped += more.length;
  }
}

/**
 * Appends lines, and resolves once they are on the disk. They begin on a line of their own, also after one that was
 * cut off. Only ever appends, so the file may be one that nothing else can be done to. Fails with UNAVAILABLE that
 * names the file when it cannot be written.
 */
export async function appendSeals(path: string, lines: readonly string[]): Promise<void> {
  try {
    const isNew = (await sealsFileState(path)) === undefined;
    await writeLines(path, lines);
    if (isNew) await syncDirectory(dirname(path));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new MeshError("UNAVAILABLE", `the seals file ${path} cannot be written (${code})`, {}, { cause });
  }
}

async function writeLines(path: string, lines: readonly string[]): Promise<void> {
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    const begin = size > 0 && buffer[0] !== NEWLINE ? "\n" : "";
    await file.appendFile(`${begin}${lines.map((line) => `${line}\n`).join("")}`, "latin1");
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new file's name is on the disk only once its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
