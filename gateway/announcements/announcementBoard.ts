import type { ProductRef } from "@datamesh/kernel/product";
import { type ChangedRows, compareRevisions, type Standing } from "@datamesh/kernel/projection";
import type { Announcements, RevisionListener } from "./announcements.ts";
import { type ChangedRowsBoard, changedRowsBoard } from "./changedRowsBoard.ts";

/** Where products stand, as heard from the place that keeps a context. */
export interface HeardStandings {
  readonly context: string;
  /** All products of the context, or those of which there is news. */
  readonly standings: ReadonlyMap<ProductRef, Standing>;
  /** The moment (`performance.now()`) at which they stood there. */
  readonly at: number;
  /** How many milliseconds before that moment, at most, each product's newest commit was. */
  readonly ages?: ReadonlyMap<ProductRef, number>;
  /** Which rows changed; of a product that is not in it, any may have. */
  readonly changes?: ReadonlyMap<ProductRef, ChangedRows>;
}

/** Announcements, and where they are put up. */
export interface AnnouncementBoard extends Announcements, Pick<ChangedRowsBoard, "isAsked"> {
  /** What was true of a context before what is known already changes nothing. */
  heardOf(heard: HeardStandings): void;
}

/** An empty board. */
export function announcementBoard(): AnnouncementBoard {
  const known = new Map<ProductRef, Standing>();
  const contextOf = new Map<ProductRef, string>();
  const lastHeard = new Map<string, number>();
  const commits = new Map<ProductRef, number>();
  const listeners = new Set<RevisionListener>();
  const changedRows = changedRowsBoard();
  const put = (product: ProductRef, standing: Standing, changed: ChangedRows | undefined): void => {
    const before = known.get(product);
    if (before !== undefined && compareRevisions(standing.revision, before.revision) === 0) return;
    known.set(product, standing);
    changedRows.moved(product, before, standing, changed);
    for (const listener of [...listeners]) listener(product, standing);
  };
  return {
    heard: () => known,
    lastHeardAt: (product) => lastHeard.get(contextOf.get(product) ?? ""),
    committedAt: (product) => commits.get(product),
    mayHaveChanged: changedRows.mayHaveChanged,
    changedBehind: changedRows.changedBehind,
    isAsked: changedRows.isAsked,
    onRevision(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heardOf({ context, standings, at, ages, changes }) {
      if (at < (lastHeard.get(context) ?? -Infinity)) return;
      for (const product of standings.keys()) contextOf.set(product, context);
      lastHeard.set(context, at);
      for (const [product, age] of ages ?? []) commits.set(product, at - age);
      for (const [product, standing] of standings) put(product, standing, changes?.get(product));
    },
  };
}
