import { seal } from "../../envelope/index.ts";
import type { Position } from "../../log/position.ts";
import type { Row } from "../../product/dataProduct.ts";
import type { MemoryState, RowVersion } from "../../projection/index.ts";
import { storedText } from "../columns/index.ts";
import type { Connection } from "../database.ts";
import { columnsOf, rowColumnsOf } from "../products/columnsOf.ts";
import { LAST_EVENT } from "../products/productTables.ts";
import { type BatchTarget, writeRows } from "../projection/writeBatch.ts";
import type { Shadow } from "../replay/shadow.ts";
import { completeTables } from "./completeTables.ts";
import type { CopySink } from "./copyStreams.ts";
import type { CopyRow } from "./copyText.ts";

const ROWS_PER_STATEMENT = 20_000;

/** Brings a shadow's rows and members to what memory holds: all of it the first time, then what has changed. */
export async function writeState(connection: Connection, shadow: Shadow, memory: MemoryState): Promise<void> {
  const unwritten = memory.takeUnwritten();
  if (unwritten === undefined) {
    await copyRowsIn(connection, shadow, memory);
    await copyMembersIn(connection, shadow, memory);
    return;
  }
  await completeTables(connection, shadow);
  const target = targetOf(connection, shadow);
  const nothing = { versions: [], rows: new Map(), members: new Map(), touched: new Map(), quarantined: [] };
  for (const keys of inChunks(unwritten.keys)) {
    const rows = new Map(keys.map((key): [string, Row | null] => [key, memory.row(key)]));
    const touched = new Map(
      keys.flatMap((key): [string, Position][] => {
        const found = memory.rows.get(key);
        return found === undefined ? [] : [[key, found.lastEvent]];
      }),
    );
    await writeRows(target, { ...nothing, rows, touched });
  }
  for (const members of inChunks(unwritten.members)) {
    await writeRows(target, { ...nothing, members: new Map(members) });
  }
}

/** Where the batches of a shadow are written. */
export const targetOf = (
  connection: Connection,
  { projection, generation, tables }: Shadow,
): BatchTarget => ({
  connection,
  context: projection.context,
  product: projection.product,
  generation,
  tables,
});

async function copyRowsIn(connection: Connection, shadow: Shadow, memory: MemoryState): Promise<void> {
  const { projection, tables } = shadow;
  const columns = rowColumnsOf(projection.product);
  const names = [...columns.map((column) => column.name), LAST_EVENT];
  await copyAll(
    connection.copyIn(`copy ${tables.rows} (${names.join(", ")}) from stdin`),
    memory.rows.values(),
    ({ row, lastEvent }) => [
      ...columns.map(({ stored, field }) => storedText(stored, row[field])),
      String(lastEvent),
    ],
  );
}

async function copyMembersIn(connection: Connection, { tables }: Shadow, memory: MemoryState): Promise<void> {
  if (memory.members.size === 0) return;
  const sink = connection.copyIn(`copy ${tables.members} (key, member) from stdin`);
  for (const [key, members] of memory.members) {
    const sealed = seal(key);
    for (const member of members) sink.add([sealed, seal(member)]);
    await sink.room();
  }
  await sink.end();
}

async function copyAll<T>(sink: CopySink, all: Iterable<T>, toRow: (each: T) => CopyRow): Promise<void> {
  let count = 0;
  for (const each of all) {
    sink.add(toRow(each));
    count += 1;
    if (count % 1_000 === 0) await sink.room();
  }
  await sink.end();
}

/** Begins to tell history: versions are added under one position after another. */
export function beginHistory(
  connection: Connection,
  { projection, tables }: Shadow,
): CopySink & { tell(version: RowVersion, position: number): void } {
  const columns = columnsOf(projection.product.fields);
  const names = ["position", "removed", "input", "input_position", ...columns.map((column) => column.name)];
  const sink = connection.copyIn(`copy ${tables.history} (${names.join(", ")}) from stdin`);
  const { key } = projection.product;
  return {
    ...sink,
    tell: (version, position) => {
      const row = version.row ?? { [key]: version.key };
      sink.add([
        String(position),
        version.row === null ? "t" : "f",
        version.input,
        String(version.inputPosition),
        ...columns.map(({ stored, field }) => storedText(stored, row[field])),
      ]);
    },
  };
}

function* inChunks<T>(all: Iterable<T>): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const each of all) {
    chunk.push(each);
    if (chunk.length < ROWS_PER_STATEMENT) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
