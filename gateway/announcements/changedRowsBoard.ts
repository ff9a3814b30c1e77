import type { ProductRef } from "@datamesh/kernel/product";
import type { ChangedRows, Standing } from "@datamesh/kernel/projection";

/** Which rows of products changed lately, as far as that was told. */
export interface ChangedRowsBoard {
  /** A product has come from one standing to another; `changed` tells by changes of which rows, if that is known. */
  moved(
    product: ProductRef,
    from: Standing | undefined,
    to: Standing,
    changed: ChangedRows | undefined,
  ): void;
  /**
   * Whether a row (its `rowHash`) may have changed behind a position, up to where the product was last heard to stand.
   * Never false when it has.
   */
  readonly mayHaveChanged: (product: ProductRef, row: string, behind: number) => boolean;
  /** Hashes of all rows that changed behind a position; undefined when that is not known, or of too many. */
  readonly changedBehind: (product: ProductRef, position: number) => readonly string[] | undefined;
  /** Whether either of these was asked of a product lately: otherwise nobody finds out which of its rows change. */
  readonly isAsked: (product: ProductRef) => boolean;
}

/** Rows of a product whose last change is known. */
const MOST_KNOWN = 4_096;
/** Rows that are told of at once. */
const MOST_TOLD = 512;
/** For so many moves of a product after it was asked of, it counts as asked. */
const ASKED_FOR = 16;

/** What is known of a product: nothing of changes up to `from`, and of each row that changed behind it, up to where. */
interface Known {
  from: number;
  /** In the order of the positions. */
  readonly lastChange: Map<string, number>;
}

/** Knows of no changes yet. */
export function changedRowsBoard(): ChangedRowsBoard {
  const products = new Map<ProductRef, Known>();
  const asked = new Map<ProductRef, number>();
  return {
    moved(product, from, to, changed) {
      asked.set(product, (asked.get(product) ?? 0) - 1);
      const isWhole = from !== undefined && isToldWhole(from, to, changed);
      const known = isWhole ? products.get(product) : undefined;
      const next = known ?? { from: isWhole ? from.position : to.position, lastChange: new Map() };
      products.set(product, next);
      if (isWhole) note(next, to.position, changed);
    },
    isAsked: (product) => (asked.get(product) ?? 0) > 0,
    mayHaveChanged(product, row, behind) {
      asked.set(product, ASKED_FOR);
      const known = products.get(product);
      if (known === undefined || behind < known.from) return true;
      return (known.lastChange.get(row) ?? -1) > behind;
    },
    changedBehind(product, position) {
      asked.set(product, ASKED_FOR);
      const known = products.get(product);
      if (known === undefined || position < known.from) return undefined;
      const rows: string[] = [];
      for (const [row, at] of known.lastChange) {
        if (at > position) rows.push(row);
        if (rows.length > MOST_TOLD) return undefined;
      }
      return rows;
    },
  };
}

/** Whether all that changed on the way is known: a rebuild may have changed any row, and so may a restored backup. */
function isToldWhole(from: Standing, to: Standing, changed: ChangedRows | undefined): boolean {
  if (from.revision.generation !== to.revision.generation) return false;
  if (to.position <= from.position) return to.position === from.position;
  return changed !== undefined && changed.after <= from.position;
}

/** What was changed longest ago is forgotten first, and then what is not known begins later. */
function note(known: Known, position: number, changed: ChangedRows | undefined): void {
  const { lastChange } = known;
  for (const row of changed?.rows ?? []) {
    lastChange.delete(row);
    lastChange.set(row, position);
  }
  for (const [row, at] of lastChange) {
    if (lastChange.size <= MOST_KNOWN) return;
    lastChange.delete(row);
    known.from = at;
  }
}
