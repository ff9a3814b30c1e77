import { createHash } from "node:crypto";
import type { EventLog } from "@datamesh/kernel/log";
import type { Queryable } from "@datamesh/kernel/postgres";
import { chain, type Fact } from "../chain.ts";

/** Where documents are recorded, and where it is read what is known of them. */
export interface DocumentDependencies {
  /** The catalog's log, to append to. */
  readonly log: Pick<EventLog, "append">;
  /** The catalog's read login; the projector has come to the head of the log. */
  readonly database: Queryable;
  readonly now: () => Date;
}

/** What became of one document. */
export interface DocumentOutcome {
  readonly hash: string;
  /** False where nothing had to be recorded: it is so already. */
  readonly changed: boolean;
}

/** The name of a document: the SHA-256 of its text in UTF-8, in lower-case hex. */
export const hashOfDocument = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Records that a client may send these texts by their hashes; those that it may already are left as they are. */
export async function publishDocuments(
  client: string,
  texts: readonly string[],
  dependencies: DocumentDependencies,
): Promise<readonly DocumentOutcome[]> {
  const byHash = new Map(texts.map((text) => [hashOfDocument(text), text]));
  return record([...byHash.keys()], client, dependencies, {
    isDone: (known) => known?.isTrusted === true,
    fact: (hash) => ({ type: "DOCUMENT_PUBLISHED", data: { client, hash, text: byHash.get(hash) } }),
  });
}

/** Records that a client may send these hashes no longer; those that it may not are left as they are. */
export function withdrawDocuments(
  client: string,
  hashes: readonly string[],
  dependencies: DocumentDependencies,
): Promise<readonly DocumentOutcome[]> {
  return record(hashes, client, dependencies, {
    isDone: (known) => known?.isTrusted !== true,
    fact: (hash) => ({ type: "DOCUMENT_WITHDRAWN", data: { client, hash } }),
  });
}

interface Known {
  readonly isTrusted: boolean;
  readonly lastEvent: string;
}

interface Change {
  readonly isDone: (known: Known | undefined) => boolean;
  readonly fact: (hash: string) => Fact;
}

async function record(
  hashes: readonly string[],
  client: string,
  { log, database, now }: DocumentDependencies,
  { isDone, fact }: Change,
): Promise<readonly DocumentOutcome[]> {
  const known = await knownDocuments(database, client);
  const open = hashes.filter((hash) => !isDone(known.get(hash)));
  const events = open.flatMap((hash) => chain([fact(hash)], known.get(hash)?.lastEvent ?? null, now()));
  if (events.length > 0) await log.append(events);
  return hashes.map((hash) => ({ hash, changed: open.includes(hash) }));
}

async function knownDocuments(database: Queryable, client: string): Promise<ReadonlyMap<string, Known>> {
  const rows = await database.query({
    text: `select hash, last_event, (withdrawn_at is null)::text as trusted
           from catalog_store.catalog_document where client = $1`,
    values: [client],
  });
  return new Map(
    rows.map((row) => [
      row["hash"] ?? "",
      { isTrusted: row["trusted"] === "true", lastEvent: row["last_event"] ?? "" },
    ]),
  );
}
