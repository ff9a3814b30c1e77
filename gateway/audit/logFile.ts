import { MeshError } from "@datamesh/kernel";
import { statSync, writeSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { beginChain, type Chain, NO_LINE } from "./entryChain.ts";
import { readChained } from "./readChained.ts";

/** A file that lines are appended to, as it stands. */
export interface LogFile {
  readonly handle: FileHandle;
  chain: Chain;
  /** Whether the last line has no end. */
  isTorn: boolean;
  /** Device and inode; undefined for what is no file, such as a pipe. */
  readonly identity: string | undefined;
}

const PATIENCE_MS = 1_000;

/**
 * Opens the file that takes the place of one that was moved away. Of several writers the one that makes it goes on from
 * what was there before, at once; the others wait for its first line and go on from that, or else from nothing.
 */
export async function openMoved(path: string, follows: string): Promise<LogFile> {
  const made = await open(path, "ax", 0o600).then(
    (handle) => handle.close().then(() => true),
    () => false,
  );
  if (made) return openLogFile(path, follows);
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline && (await stat(path).catch(() => undefined))?.size === 0)
    await sleep(1);
  return openLogFile(path, NO_LINE);
}

/** Opens a file, made if absent, to go on after its last line, or after `follows` when it has none. Fails with BAD_USER_INPUT. */
export async function openLogFile(path: string, follows: string = NO_LINE): Promise<LogFile> {
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

/** Neither a line nor what is written with it is longer: a request names at most so many fields. */
const LONGEST_END = 1024 * 1024;

async function readEnd(
  handle: FileHandle,
  size: number,
): Promise<{ readonly last: string | undefined; readonly isTorn: boolean }> {
  const length = Math.min(size, LONGEST_END);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  const text = buffer.toString();
  const last = text.split("\n").findLast((line) => readChained(line)?.closing !== undefined);
  return { last: last && readChained(last)?.closing?.hash, isTorn: size > 0 && !text.endsWith("\n") };
}

/** Whether the path still names this file. Asked for each write, it costs less here than another thread's answer. */
export function isStillAt(path: string, { identity }: LogFile): boolean {
  if (identity === undefined) return true;
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found !== undefined && identityOf(found) === identity;
  } catch {
    return false;
  }
}

const identityOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string => `${dev} ${ino}`;

/**
 * Appends all of it to a file, at once: that is a copy into the system's memory and costs a fraction of handing it to
 * another thread.
 */
export function appendAtOnce({ handle }: LogFile, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(handle.fd, bytes, written);
}
