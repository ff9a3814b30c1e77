import type { Queryable, TextRow } from "@datamesh/kernel/postgres";
import { type WatchedList, watchList, type WatchListParts } from "./watchList.ts";

/** Tokens that were revoked, by whom and why. */
export interface RecordedRevocation {
  readonly claim: "jti" | "sub";
  readonly value: string;
  /** ISO 8601 in UTC; null for good. */
  readonly until: string | null;
  readonly reason: string;
  readonly revokedBy: string;
  /** ISO 8601 in UTC. */
  readonly revokedAt: string;
}

const utc = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What is revoked at a time, oldest first. `database` is the catalog's read login. */
export async function revocationsAt(database: Queryable, now: Date): Promise<readonly RecordedRevocation[]> {
  const rows = await database.query({
    text: `select claim, value, ${utc("until")} as until, reason, revoked_by, ${utc("revoked_at")} as revoked_at
           from catalog_store.catalog_revocation where until is null or until > $1 order by position`,
    values: [now],
  });
  return rows.map(revocation);
}

const revocation = (row: TextRow): RecordedRevocation => ({
  claim: row["claim"] === "jti" ? "jti" : "sub",
  value: row["value"] ?? "",
  until: row["until"] ?? null,
  reason: row["reason"] ?? "",
  revokedBy: row["revoked_by"] ?? "",
  revokedAt: row["revoked_at"] ?? "",
});

/** Four times a second: with a gateway that asks the catalog once a second, every gateway knows well within two. */
const POLL_MS = 250;

/** Reads what is revoked now, and again within a quarter of a second of a change. */
export function watchRevocations(
  database: Queryable,
  told: Pick<WatchListParts<RecordedRevocation>, "onChange" | "onFailure">,
  now: () => Date = () => new Date(),
): Promise<WatchedList<RecordedRevocation>> {
  return watchList({
    position: () => revocationsPosition(database),
    read: () => revocationsAt(database, now()),
    pollMs: POLL_MS,
    ...told,
  });
}

async function revocationsPosition(database: Queryable): Promise<string> {
  const [row] = await database.query({
    text: "select coalesce(max(position), 0)::text as position from catalog_store.catalog_revocation",
  });
  return row?.["position"] ?? "0";
}
