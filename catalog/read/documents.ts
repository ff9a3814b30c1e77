import type { Queryable, TextRow } from "@datamesh/kernel/postgres";

/** A document that a client may send by its hash. */
export interface TrustedDocument {
  readonly client: string;
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  readonly text: string;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string;
}

/** The newest position of the catalog's log that changed a document; "0" when none did. */
export async function documentsPosition(database: Queryable): Promise<string> {
  const [row] = await database.query({
    text: "select coalesce(max(position), 0)::text as position from catalog_store.catalog_document",
  });
  return row?.["position"] ?? "0";
}

/** The documents that are trusted, of all clients or one. `database` is the catalog's read login. */
export async function trustedDocuments(
  database: Queryable,
  client?: string,
): Promise<readonly TrustedDocument[]> {
  const rows = await database.query({
    text: `select client, hash, text,
             to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as published_at
           from catalog_store.catalog_document
           where withdrawn_at is null and ($1::text is null or client = $1) order by client, published_at, hash`,
    values: [client ?? null],
  });
  return rows.map(document);
}

const document = (row: TextRow): TrustedDocument => ({
  client: row["client"] ?? "",
  hash: row["hash"] ?? "",
  text: row["text"] ?? "",
  publishedAt: row["published_at"] ?? "",
});
