import { chainedPart } from "./chainedPart.ts";
import { beginChain } from "./entryChain.ts";
import { appendAtOnce, isStillAt, type LogFile, openLogFile, openMoved } from "./logFile.ts";

/** A file that entries are appended to, each where it stands in a chain. */
export interface ChainedFile {
  /**
   * Appends entries, given as texts without the closing brace, to the file that is there under the path: a new one where
   * it was moved or removed. One after the other: not before the last is done. Nothing to wait for where it is done at
   * once. Throws, or rejects with, the file system's error; then what follows begins a chain.
   */
  append(entries: readonly string[]): Promise<void> | undefined;
  close(): Promise<void>;
}

/** Bytes that most writes fit in. */
const ROOM = 128 * 1_024;
const LINE_END = Buffer.from("\n");

/** Opens it, made if absent; fails with BAD_USER_INPUT when that cannot be done. */
export async function openChainedFile(path: string): Promise<ChainedFile> {
  const room = Buffer.allocUnsafe(ROOM);
  let file = await openLogFile(path);

  const write = (entries: readonly string[]): Promise<void> | undefined => {
    if (file.identity === undefined) return appendInTime(file, entries, room);
    try {
      for (const part of partsOf(file, entries, room)) appendAtOnce(file, part);
    } catch (error) {
      beginAnew(file);
      throw error;
    }
    return undefined;
  };
  const writeToNext = async (entries: readonly string[]): Promise<void> => {
    const before = file;
    file = await openMoved(path, before.chain.last);
    await before.handle.close();
    await write(entries);
  };
  return {
    append: (entries) => (isStillAt(path, file) ? write(entries) : writeToNext(entries)),
    close: () => file.handle.close(),
  };
}

/** What is no file, such as a pipe, may keep whoever writes waiting. */
async function appendInTime(file: LogFile, entries: readonly string[], room: Buffer): Promise<void> {
  try {
    for (const part of partsOf(file, entries, room)) await file.handle.appendFile(part);
  } catch (error) {
    beginAnew(file);
    throw error;
  }
}

/** What is appended at once. The next is asked for when that is done: then the chain goes on from it. */
function* partsOf(file: LogFile, entries: readonly string[], room: Buffer): Generator<Uint8Array> {
  if (file.isTorn) yield LINE_END;
  file.isTorn = false;
  for (let at = 0; at < entries.length;) {
    const { bytes, chain, end } = chainedPart(file.chain, entries, at, room);
    yield bytes;
    file.chain = chain;
    at = end;
  }
}

/** Nobody knows how much of it was written: what follows begins a chain, on a line of its own. */
function beginAnew(file: LogFile): void {
  file.chain = beginChain(file.chain.last);
  file.isTorn = true;
}
