import type { ProductCut } from "../../cut/index.ts";
import { MeshError } from "../../errors.ts";
import { type ProductDescriptor, productRef, type Row } from "../../product/index.ts";
import type { TextRow } from "../database.ts";
import type { ChangesRequest } from "./changesRequest.ts";
import { CHANGE_COLUMNS, changesStatement, countVersions } from "./changesStatement.ts";
import { earliestCut, refuseUntold, type Run } from "./heldCut.ts";
import type { ReadTable } from "./readTable.ts";

/** One version of a row in a product's history. */
export interface Change {
  readonly position: number;
  readonly key: string;
  /** The row from this change on; null where it was removed. */
  readonly row: Row | null;
}

/** Changes that follow one another. */
export interface ChangesPage {
  readonly changes: readonly Change[];
  /** Up to where they reach: to go on from. */
  readonly position: number;
  readonly hasNext: boolean;
  /** The revision of the product in which they were read: `g1.c42.e0`. */
  readonly revision: string;
}

/** What is read of a product that keeps a history. */
export interface ReadHistory {
  readonly run: Run;
  readonly table: ReadTable;
  readonly product: ProductDescriptor;
  /** Whether the relation holds a field. */
  readonly stored: (field: string) => boolean;
}

/**
 * Reads the changes after a position, up to a cut if there is one. None is left out: throws AS_OF_UNAVAILABLE, with the
 * earliest position from which all are held, where one is missing, and where the history does not reach to the position.
 */
export async function readChanges(
  history: ReadHistory,
  request: ChangesRequest,
  fields: readonly string[],
  cut?: ProductCut,
): Promise<ChangesPage> {
  const { run, table, product, stored } = history;
  const { position, removed } = CHANGE_COLUMNS;
  const names = [...new Set([table.key.name, ...fields])];
  const printed = await run(changesStatement(table, request, names, cut));
  const { head, revision } = standingIn(history, printed[0], cut);
  if (request.after > head) throw notReached(product, request.after);
  const found = printed.filter((row) => row[position] !== null);
  const decode = table.decoder(names);
  const changes = found.slice(0, request.size).map((row): Change => {
    const decoded = decode(row);
    const key = String(decoded[table.key.name]);
    return { position: Number(row[position]), key, row: row[removed] === "t" ? null : decoded };
  });
  const hasNext = found.length > request.size;
  const last = changes.at(-1)?.position ?? request.after;
  const end = hasNext ? last : head;
  await refuseGap(history, request, changes, end);
  for (const change of changes) {
    if (change.row === null) continue;
    refuseUntold(product, { ...NO_CUT, position: change.position }, names.filter(stored), [change.row]);
  }
  return { changes, position: end, hasNext, revision };
}

const NO_CUT: ProductCut = { generation: 0, position: 0, epoch: 0 };

function standingIn(
  { product }: ReadHistory,
  row: TextRow | undefined,
  cut: ProductCut | undefined,
): { readonly head: number; readonly revision: string } {
  const ref = productRef(product.name, product.major);
  const revision = row?.[CHANGE_COLUMNS.revision];
  if (typeof revision !== "string")
    throw new MeshError("UNAVAILABLE", `${ref} is not served yet`, { product: ref });
  const head = Number(row?.[CHANGE_COLUMNS.head]);
  return { head: cut === undefined ? head : Math.min(head, cut.position), revision };
}

/** A history is dense, so what is missing shows; of one key only where versions may be missing at all. */
async function refuseGap(
  { run, table, product }: ReadHistory,
  { after, key, size }: ChangesRequest,
  changes: readonly Change[],
  end: number,
): Promise<void> {
  if (size === 0 || end === after) return;
  if (key === undefined) {
    if (changes.length === end - after) return;
    throw missing(product, after, await earliestCut(run, table));
  }
  const earliest = await earliestCut(run, table);
  if (after >= earliest.position) return;
  const upTo = Math.min(earliest.position, end);
  const [row] = await run(countVersions(table, after, upTo));
  if (Number(row?.["count"]) !== upTo - after) throw missing(product, after, earliest);
}

function missing(
  product: ProductDescriptor,
  after: number,
  earliest: Awaited<ReturnType<typeof earliestCut>>,
): MeshError {
  const ref = productRef(product.name, product.major);
  return new MeshError(
    "AS_OF_UNAVAILABLE",
    `changes of ${ref} after position ${after} are past their retention: all are held from position ${earliest.position} on; read the rows and begin from there`,
    { product: ref, earliest },
  );
}

function notReached(product: ProductDescriptor, after: number): MeshError {
  const ref = productRef(product.name, product.major);
  return new MeshError(
    "AS_OF_UNAVAILABLE",
    `${ref} has not come to position ${after}: it is of another mesh, or of one that was restored`,
    { product: ref },
  );
}
