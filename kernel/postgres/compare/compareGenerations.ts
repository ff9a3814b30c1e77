import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import type { Queryable } from "../database.ts";
import { columnsOf } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";
import {
  type Compared,
  type Digest,
  differingParts,
  digestText,
  readDigest,
  readFineDigest,
  readFineParts,
  rowsIn,
} from "./digest.ts";
import { type Difference, differencesOf } from "./differencesOf.ts";
import { columnTypes } from "./sideBySide.ts";

/** What comparing a live generation with a replayed one found. */
export interface Comparison {
  readonly digest: string;
  readonly liveDigest: string;
  readonly rows: number;
  /** How many there are; the list ends at 1000 rows and 1000 versions. */
  readonly differingRows: number;
  readonly differences: readonly Difference[];
}

/** One generation, and a connection that sees it as it is to be compared. */
export interface Side {
  readonly connection: Queryable;
  readonly tables: GenerationNames;
}

/** The positions of the history that are compared. */
export interface HistoryRange {
  readonly after: number;
  readonly upTo: number;
}

const SHOWN = 1_000;
const ROWS_PER_READ = 20_000;

/** Compares rows and history as they lie, and finds the keys that differ. */
export async function compareGenerations(
  product: DataProduct,
  live: Side,
  replayed: Side,
  history: HistoryRange,
): Promise<Comparison> {
  const rows = await compare(product, live, replayed, (side) => rowsOf(product, side));
  const versions = await compare(product, live, replayed, (side) => historyOf(product, side, history));
  return {
    digest: digestText([rows.replayed, versions.replayed]),
    liveDigest: digestText([rows.live, versions.live]),
    rows: rowsIn(rows.replayed),
    differingRows: new Set([...rows.keys, ...versions.keys]).size,
    differences: [...rows.differences, ...versions.differences],
  };
}

/** The digest of one generation's rows, and of its history after a position, over the declared fields it has. */
export async function generationDigest(product: DataProduct, side: Side, after: number): Promise<string> {
  const has = await columnTypes(side.connection, side.tables.rows);
  const stored = Object.fromEntries(
    Object.entries(product.fields).filter(([field]) => has.has(columnName(field))),
  );
  const present = { ...product, fields: stored };
  const range = { after, upTo: Number.MAX_SAFE_INTEGER };
  return digestText([
    await readDigest(side.connection, rowsOf(present, side)),
    await readDigest(side.connection, historyOf(present, side, range)),
  ]);
}

interface Compare {
  readonly live: Digest;
  readonly replayed: Digest;
  /** The keys that differ, all of them. */
  readonly keys: ReadonlySet<string>;
  /** The first of the differences. */
  readonly differences: readonly Difference[];
}

async function compare(
  product: DataProduct,
  live: Side,
  replayed: Side,
  relation: (side: Side) => Compared,
): Promise<Compare> {
  const [here, there] = [relation(live), relation(replayed)];
  const digests = {
    live: await readDigest(live.connection, here),
    replayed: await readDigest(replayed.connection, there),
  };
  const keys = new Set<string>();
  const differences: Difference[] = [];
  const parts = differingParts(digests.live, digests.replayed);
  if (parts.length === 0) return { ...digests, keys, differences };
  const fine = [
    await readFineDigest(live.connection, here, parts),
    await readFineDigest(replayed.connection, there, parts),
  ] as const;
  for (const some of inReads(differingParts(...fine), fine)) {
    const found = await readFineParts(live.connection, here, some);
    const expected = await readFineParts(replayed.connection, there, some);
    for (const difference of differencesOf(product, here, found, expected)) {
      keys.add(difference.key);
      if (differences.length < SHOWN) differences.push(difference);
    }
  }
  return { ...digests, keys, differences };
}

/** Parts that are read at once: as many as hold about so many rows, since each read looks through the whole relation. */
function inReads(parts: readonly number[], digests: readonly Digest[]): readonly (readonly number[])[] {
  const reads: number[][] = [[]];
  let rows = 0;
  for (const part of parts) {
    rows += Math.max(...digests.map((digest) => digest.get(part)?.rows ?? 0));
    reads.at(-1)?.push(part);
    if (rows < ROWS_PER_READ) continue;
    reads.push([]);
    rows = 0;
  }
  return reads.filter((each) => each.length > 0);
}

const rowsOf = (product: DataProduct, { tables }: Side): Compared => ({
  table: tables.rows,
  key: columnName(product.key),
  columns: columnsOf(product.fields).map(({ field }) => columnName(field)),
});

const historyOf = (product: DataProduct, { tables }: Side, within: HistoryRange): Compared => ({
  table: tables.history,
  key: "position",
  columns: [
    "position",
    "removed",
    "input",
    "input_position",
    ...columnsOf(product.fields).map(({ field }) => columnName(field)),
  ],
  within: { column: "position", ...within },
});
