import type { WriteTally } from "../measure/index.ts";
import type { AccessLog } from "./accessLog.ts";
import { openChainedFile } from "./chainedFile.ts";
import { entryTexts } from "./entryText.ts";

/** The access log as a file of one JSON document a line. */
export interface FileAccessLog extends AccessLog {
  stop(): Promise<void>;
}

/** Entries that are written together, and who waits for that: all of them for the same promise. */
interface Batch {
  /** Texts without the closing brace: where they stand is known once they are written. */
  readonly entries: string[];
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
  const file = await openChainedFile(path);
  const texts = entryTexts();
  let waiting: Batch | undefined;
  let last = Promise.resolve();
  let isBusy = false;

  const begin = (): Batch => {
    const batch: Batch = { entries: [], records: 0, written: Promise.withResolvers<void>() };
    last = batch.written.promise;
    if (!isBusy) setImmediate(drain);
    isBusy = true;
    return batch;
  };
  const drain = (): void => {
    for (let batch = waiting; batch !== undefined; batch = waiting) {
      waiting = undefined;
      const writing = write(batch);
      if (writing !== undefined) return void writing.then(drain);
    }
    isBusy = false;
  };
  /** Never throws nor rejects. */
  const write = (batch: Batch): Promise<void> | undefined => {
    const began = tally === undefined ? 0 : performance.now();
    try {
      const appending = file.append(batch.entries);
      if (appending !== undefined) {
        return appending.then(
          () => settle(batch, began, undefined),
          (cause: unknown) => settle(batch, began, { cause }),
        );
      }
      settle(batch, began, undefined);
    } catch (cause) {
      settle(batch, began, { cause });
    }
    return undefined;
  };
  const settle = (
    { records, written }: Batch,
    began: number,
    failed: { cause: unknown } | undefined,
  ): void => {
    tally?.ended(records, (performance.now() - began) / 1_000, failed !== undefined);
    if (failed === undefined) written.resolve();
    else written.reject(failed.cause);
  };
  return {
    record: (accesses, request) => {
      const batch = (waiting ??= begin());
      const beginning = texts.ofRequest(request);
      for (const access of accesses) batch.entries.push(beginning + texts.ofAccess(access));
      batch.records += 1;
      tally?.came();
      return batch.written.promise;
    },
    stop: async () => {
      await last.catch(() => undefined);
      await file.close();
    },
  };
}
