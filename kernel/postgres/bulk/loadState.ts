import { open } from "../../envelope/index.ts";
import { type Position, START } from "../../log/position.ts";
import type { Row } from "../../product/dataProduct.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { MemoryState } from "../../projection/index.ts";
import { decode } from "../columns/index.ts";
import type { Database } from "../database.ts";
import { rowColumnsOf } from "../products/columnsOf.ts";
import { LAST_EVENT } from "../products/productTables.ts";
import type { Shadow } from "../replay/shadow.ts";
import { copyRows, type CopyRow, detached } from "./copyText.ts";

/** What is to be read into memory. */
export interface Loaded {
  /** Whether the shadow's tables hold anything. */
  readonly isBegun: boolean;
  /** Where upstreams stand. */
  readonly inputs: Inputs;
  readonly memoryBytes: number;
}

/** Reads a shadow's rows and members, and its upstreams' rows, into memory. Undefined when there is not enough of it. */
export async function loadState(
  database: Database,
  shadow: Shadow,
  { isBegun, inputs, memoryBytes }: Loaded,
): Promise<MemoryState | undefined> {
  const memory = new MemoryState(shadow.projection.product);
  const isOver = (): boolean => memory.bytes > memoryBytes;
  for (const [product, feed] of shadow.projection.inputs(database).feeds) {
    const at = inputs[product]?.position ?? START;
    if (at === START) continue;
    for await (const rows of feed.allRowsAt(at)) {
      for (const [key, row] of rows) memory.follow(product, { key, row });
      if (isOver()) return undefined;
    }
  }
  if (!isBegun) return memory;
  for await (const rows of storedRows(database, shadow)) {
    for (const [key, row, lastEvent] of rows) memory.load(key, { row, lastEvent });
    if (isOver()) return undefined;
  }
  const members = `copy (select key, member from ${shadow.tables.members}) to stdout`;
  for await (const rows of copyRows(database.copyOut(members))) {
    for (const [key, member] of rows) memory.addMember(opened(key), opened(member));
    if (isOver()) return undefined;
  }
  memory.takeUnwritten();
  return memory;
}

type StoredRow = readonly [key: string, row: Row, lastEvent: Position];

async function* storedRows(
  database: Database,
  { projection, tables }: Shadow,
): AsyncGenerator<readonly StoredRow[]> {
  const { product } = projection;
  const columns = rowColumnsOf(product);
  const names = columns.map((column) => column.name).join(", ");
  const text = `copy (select ${names}, coalesce(${LAST_EVENT}, 0) from ${tables.rows}) to stdout`;
  const rowOf = (fields: CopyRow): Row =>
    Object.fromEntries(
      columns.map((column, index) => {
        const text = fields[index] ?? null;
        return [column.field, decode(column.stored, text === null ? null : detached(text))];
      }),
    );
  for await (const rows of copyRows(database.copyOut(text))) {
    yield rows.map((fields): StoredRow => {
      const row = rowOf(fields);
      return [String(row[product.key]), row, Number(fields.at(-1)) as Position];
    });
  }
}

const opened = (text: string | null | undefined): string => open(text ?? "") as string;
