import { setImmediate } from "node:timers/promises";
import type { WriteTally } from "../measure/index.ts";
import type { AccessEntry, AccessLog } from "./accessLog.ts";
import { beginChain, type Chain, chainEntry } from "./entryChain.ts";
import { appendText, isStillAt, openLogFile, openMoved } from "./logFile.ts";

/** The access log as a file of one JSON document a line. */
export interface FileAccessLog extends AccessLog {
  stop(): Promise<void>;
}

/** Entries that are written together, and who waits for that: all of them for the same promise. */
interface Batch {
  readonly entries: AccessEntry[];
  /** How many have brought entries. */
  records: number;
  readonly written: PromiseWithResolvers<void>;
}

/**
 * Opens the file for appending and nothing else, for its owner alone (0600), made if absent; fails with
 * BAD_USER_INPUT when that cannot be done. Entries that arrive in one turn of the event loop, or while others are
 * written, go into one write together. When the file is moved or removed, the next entry begins a new one under the
 * same name. What is written survives the process, but is not forced to disk. `tally` counts what waits and how long
 * writes take.
 */
export async function openFileAccessLog(path: string, tally?: WriteTally): Promise<FileAccessLog> {
  let file = await openLogFile(path);
  let waiting: Batch | undefined;
  let draining: Promise<void> | undefined;

  const write = async (entries: readonly AccessEntry[]): Promise<void> => {
    if (!isStillAt(path, file)) {
      const before = file;
      file = await openMoved(path, before.chain.last);
      await before.handle.close();
    }
    const { parts, chain } = linesOf(file.chain, entries);
    try {
      if (file.isTorn) await appendText(file, "\n");
      for (const part of parts) await appendText(file, part);
      file = { ...file, chain, isTorn: false };
    } catch (error) {
      // Nobody knows how much of it was written: what follows begins anew, on a line of its own.
      file = { ...file, chain: beginChain(file.chain.last), isTorn: true };
      throw error;
    }
  };
  const drain = async (): Promise<void> => {
    await setImmediate();
    for (let batch = waiting; batch !== undefined; batch = waiting) {
      waiting = undefined;
      await writeBatch(batch);
    }
    draining = undefined;
  };
  const writeBatch = async ({ entries, records, written }: Batch): Promise<void> => {
    const began = tally && performance.now();
    const took = (failed: boolean): void =>
      void (began !== undefined && tally?.ended(records, (performance.now() - began) / 1_000, failed));
    try {
      await write(entries);
      took(false);
      written.resolve();
    } catch (error) {
      took(true);
      written.reject(error);
    }
  };
  return {
    record: (entries) => {
      waiting ??= { entries: [], records: 0, written: Promise.withResolvers<void>() };
      for (const entry of entries) waiting.entries.push(entry);
      waiting.records += 1;
      tally?.came();
      draining ??= drain();
      return waiting.written.promise;
    },
    stop: async () => {
      await draining;
      await file.handle.close();
    },
  };
}

/** More is not written at once, and what others append could come between. */
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
