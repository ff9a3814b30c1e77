import type { AccessEntry, AccessLog } from "../accessLog.ts";

/** An access log that is read as it is written: the entries are put in the list. */
export function recordingLog(entries: AccessEntry[]): AccessLog {
  return {
    record: (accesses, { consumer: { id, client }, ...request }) => {
      entries.push(
        ...accesses.map((access) => ({ ...request, consumer: id, client: client ?? null, ...access })),
      );
      return Promise.resolve();
    },
  };
}
