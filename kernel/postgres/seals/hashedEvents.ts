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
 * is, in the order of their positions, and hashes them here: the database is not asked what the hash is. In batches, none held but the one under way.
 */
export async function* hashedEvents(
  database: Database,
  context: string,
  range?: EventRange,
): AsyncGenerator<readonly HashedEvent[]> {
  const { log } = contextNames(context);
  const columns = await columnsOf(database, log);
  const hashRow = rowHasher(columns.map(({ name }) => name));
  const printed = [POSITION, ...columns.map(({ quoted }) => quoted)].map((column) => `${column}::text`);
  const where = range === undefined ? "" : `where e.${POSITION} > ${whole(range.after)}`;
  const limit = range === undefined ? "" : `limit ${whole(range.limit)}`;
  const rows = binaryRows(
    database.copyOut(
      `copy (select ${printed.join(", ")} from ${log} e ${where} order by e.${POSITION} ${limit})
         to stdout (format binary)`,
    ),
  );
  for await (const batch of rows) {
    yield batch.map(([position, ...values]) => ({ position: Number(position), hash: hashRow(values) }));
  }
}

/** Sorted by name, as rows are hashed. */
async function columnsOf(database: Database, log: string) {
  const rows = await database.query({
    text: `select attname as name, quote_ident(attname) as quoted from pg_attribute
           where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> $2`,
    values: [log, POSITION],
  });
  return rows
    .map(({ name, quoted }) => ({ name: name ?? "", quoted: quoted ?? "" }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A number for a statement that takes no parameters. */
function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${value} is no whole number`);
  return value;
}
