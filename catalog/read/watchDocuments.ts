import type { Queryable } from "@datamesh/kernel/postgres";
import { documentsPosition, type TrustedDocument, trustedDocuments } from "./documents.ts";
import { type WatchedList, watchList, type WatchListParts } from "./watchList.ts";

/** The documents that are trusted, as they change. */
export type WatchedDocuments = WatchedList<TrustedDocument>;

export type WatchOptions = Partial<Pick<WatchListParts<TrustedDocument>, "pollMs" | "onChange">> &
  Pick<WatchListParts<TrustedDocument>, "onFailure">;

const POLL_MS = 1_000;

/**
 * Reads the trusted documents now, and again within a second of a change. Rejects when they cannot be read at first;
 * later the last list stays. `database` is the catalog's read login.
 */
export function watchDocuments(
  database: Queryable,
  { pollMs = POLL_MS, ...told }: WatchOptions,
): Promise<WatchedDocuments> {
  return watchList({
    position: () => documentsPosition(database),
    read: () => trustedDocuments(database),
    pollMs,
    ...told,
  });
}
