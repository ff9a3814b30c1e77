import { setTimeout as sleep } from "node:timers/promises";
import type { Queryable } from "@datamesh/kernel/postgres";
import { documentsPosition, type TrustedDocument, trustedDocuments } from "./documents.ts";

/** The documents that are trusted, as they change. */
export interface WatchedDocuments {
  /** The same list for as long as nothing changes. */
  current(): readonly TrustedDocument[];
  stop(): Promise<void>;
}

export interface WatchOptions {
  readonly pollMs?: number;
  /** Told of every list, the first one too. */
  readonly onChange?: (documents: readonly TrustedDocument[]) => void;
  /** Told when they cannot be read, and with undefined when they can again. */
  readonly onFailure: (error: unknown) => void;
}

const POLL_MS = 1_000;

/**
 * Reads the trusted documents now, and again within a second of a change. Rejects when they cannot be read at first;
 * later the last list stays. `database` is the catalog's read login.
 */
export async function watchDocuments(
  database: Queryable,
  { pollMs = POLL_MS, onChange, onFailure }: WatchOptions,
): Promise<WatchedDocuments> {
  let position = "";
  let documents: readonly TrustedDocument[] = [];
  let isFailing = false;
  const look = async (): Promise<void> => {
    const now = await documentsPosition(database);
    if (now === position) return;
    documents = await trustedDocuments(database);
    position = now;
    onChange?.(documents);
  };
  const lookAgain = async (): Promise<void> => {
    try {
      await look();
      if (isFailing) onFailure(undefined);
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
  };

  await look();
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await lookAgain();
    }
  };
  const running = run();
  return {
    current: () => documents,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
