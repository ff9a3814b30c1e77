import { rowHasher } from "../../seal/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Database } from "../database.ts";
import { binaryRows } from "./binaryRows.ts";

/** An event as it lies in the table. */
export interface HashedEvent {
  readonly position: number;
  /** Of all columns but the position (rowHash.ts). */
  readonly hash: Buffer;
}

/** Which events: at most so many after a position. */
export interface EventRange {
  readonly after: number;
  readonly limit: number;
}

const POSITION = "seq_id";

/**
 * Reads the events of a context's log as they lie in the table, all of them unless a range is given, every column there
 * is, in the order of their positions, and hashes them here: the database is not asked what the hash is. Values come in
 * PostgreSQL's binary format, which knows no time zone and no casts, so that neither settings of a session nor casts
 * that somebody made can show another value than the one that is there. In batches, none held but the one under way.
 */
export async function* hashedEvents(
  database: Database,
  context: string,
  range?: EventRange,
): AsyncGenerator<readonly HashedEvent[]> {
  const { log } = contextNames(context);
  const columns = await columnsOf(database, log);
  const hashRow = rowHasher(columns);
  const where = range === undefined ? "" : `where e.${POSITION} > ${whole(range.after)}`;
  const limit = range === undefined ? "" : `limit ${whole(range.limit)}`;
  const read = [POSITION, ...columns].map((column) => `e.${quoted(column)}`).join(", ");
  const rows = binaryRows(
    database.copyOut(
      `copy (select ${read} from ${log} e ${where} order by e.${POSITION} ${limit}) to stdout (format binary)`,
    ),
  );
  for await (const batch of rows) {
    yield batch.map(([position, ...values]) => ({
      position: Number(position?.readBigInt64BE() ?? 0n),
      hash: hashRow(values),
    }));
  }
}

/** Sorted by name, as rows are hashed. */
async function columnsOf(database: Database, log: string): Promise<readonly string[]> {
  const rows = await database.query({
    text: `select attname as name from pg_catalog.pg_attribute
           where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> $2`,
    values: [log, POSITION],
  });
  return rows.map(({ name }) => name ?? "").toSorted((a, b) => (a < b ? -1 : 1));
}

/** Here and not by the database, whose functions are not trusted. */
const quoted = (column: string): string => `"${column.replaceAll('"', '""')}"`;

/** A number for a statement that takes no parameters. */
function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${value} is no whole number`);
  return value;
}
