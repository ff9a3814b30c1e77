import { MeshError } from "@datamesh/kernel";
import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccessEntry, AccessLog } from "./accessLog.ts";
import { beginChain, type Chain, chainEntry, NO_LINE, readChained } from "./entryChain.ts";

/** The access log as a file of one JSON document a line. */
export interface FileAccessLog extends AccessLog {
  stop(): Promise<void>;
}

interface Waiting {
  readonly entries: readonly AccessEntry[];
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Opens the file for appending and nothing else, for its owner alone (0600), made if absent; fails with
 * BAD_USER_INPUT when that cannot be done. Entries that arrive while others are written go into the next write together. When the file is moved or
 * removed, the next entry begins a new one under the same name. What is written survives the process, but is not
 * forced to disk.
 */
export async function openFileAccessLog(path: string): Promise<FileAccessLog> {
  let file = await openFile(path, NO_LINE);
  let waiting: Waiting[] = [];
  let draining: Promise<void> | undefined;

  const write = async (entries: readonly AccessEntry[]): Promise<void> => {
    if (!(await isStillAt(path, file))) {
      const before = file;
      file = await openMoved(path, before.chain.last);
      await before.handle.close();
    }
    const { parts, chain } = linesOf(file.chain, entries);
    try {
      if (file.isTorn) await file.handle.appendFile("\n");
      for (const part of parts) await file.handle.appendFile(part);
      file = { ...file, chain, isTorn: false };
    } catch (error) {
      // Nobody knows how much of it was written: what follows begins anew, on a line of its own.
      file = { ...file, chain: beginChain(file.chain.last), isTorn: true };
      throw error;
    }
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch.flatMap(({ entries }) => entries));
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    draining = undefined;
  };
  return {
    record: (entries) =>
      new Promise((written, failed) => {
        waiting.push({ entries, written: () => written(), failed });
        draining ??= drain();
      }),
    stop: async () => {
      await draining;
      await file.handle.close();
    },
  };
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly chain: Chain;
  /** Whether the last line has no end. */
  readonly isTorn: boolean;
  /** Device and inode; undefined for what is no file, such as a pipe. */
  readonly identity: string | undefined;
}

const PATIENCE_MS = 1_000;

/**
 * Opens the file that takes the place of one that was moved away. Of several writers the one that makes it goes on from
 * what was there before, at once; the others wait for its first line and go on from that, or else from nothing.
 */
async function openMoved(path: string, follows: string): Promise<OpenFile> {
  const made = await open(path, "ax", 0o600).then(
    (handle) => handle.close().then(() => true),
    () => false,
  );
  if (made) return openFile(path, follows);
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline && (await stat(path).catch(() => undefined))?.size === 0)
    await sleep(1);
  return openFile(path, NO_LINE);
}

async function openFile(path: string, follows: string): Promise<OpenFile> {
  const handle = await open(path, "a+", 0o600).catch((cause: unknown) => {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    const message = `the access log ${path} cannot be opened for appending (${code}): DATAMESH_ACCESS_LOG names another`;
    throw new MeshError("BAD_USER_INPUT", message, {}, { cause });
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) return { handle, chain: beginChain(follows), isTorn: false, identity: undefined };
    await handle.chmod(0o600);
    const { last, isTorn } = await readEnd(handle, found.size);
    return { handle, chain: beginChain(last ?? follows), isTorn, identity: identityOf(found) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** No line is longer: a request names at most so many fields. */
const LONGEST_LINE = 1024 * 1024;

async function readEnd(
  handle: FileHandle,
  size: number,
): Promise<{ readonly last: string | undefined; readonly isTorn: boolean }> {
  const length = Math.min(size, LONGEST_LINE);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  const text = buffer.toString();
  const lines = text.split("\n").map(readChained);
  const last = lines.findLast((each) => each !== undefined);
  return { last: last?.entry.hash, isTorn: size > 0 && !text.endsWith("\n") };
}

async function isStillAt(path: string, { identity }: OpenFile): Promise<boolean> {
  if (identity === undefined) return true;
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && identityOf(found) === identity;
}

const identityOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string => `${dev} ${ino}`;

/** More is not written at once by Node, and what others append could come between. */
const MOST_AT_ONCE = 256 * 1_024;

/** The lines of entries, whole ones in each part. */
function linesOf(chain: Chain, entries: readonly AccessEntry[]) {
  const parts: string[] = [];
  let text = "";
  let current = chain;
  for (const entry of entries) {
    const { line, chain: next } = chainEntry(current, entry);
    if (text.length + line.length > MOST_AT_ONCE && text !== "") {
      parts.push(text);
      text = "";
    }
    text += `${line}\n`;
    current = next;
  }
  return { parts: [...parts, text], chain: current };
}
