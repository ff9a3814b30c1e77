import type { ProductRef } from "@datamesh/kernel/product";
import { compareRevisions, type Standing } from "@datamesh/kernel/projection";
import type { Announcements, RevisionListener } from "./announcements.ts";

/** Where products stand, as heard from the place that keeps a context. */
export interface HeardStandings {
  readonly context: string;
  /** All products of the context, or those of which there is news. */
  readonly standings: ReadonlyMap<ProductRef, Standing>;
  /** The moment (`performance.now()`) at which they stood there. */
  readonly at: number;
  /** How many milliseconds before that moment, at most, each product's newest commit was. */
  readonly ages?: ReadonlyMap<ProductRef, number>;
}

/** Announcements, and where they are put up. */
export interface AnnouncementBoard extends Announcements {
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
  const put = (product: ProductRef, standing: Standing): void => {
    const before = known.get(product);
    if (before !== undefined && compareRevisions(standing.revision, before.revision) === 0) return;
    known.set(product, standing);
    for (const listener of [...listeners]) listener(product, standing);
  };
  return {
    heard: () => known,
    lastHeardAt: (product) => lastHeard.get(contextOf.get(product) ?? ""),
    committedAt: (product) => commits.get(product),
    onRevision(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heardOf({ context, standings, at, ages }) {
      if (at < (lastHeard.get(context) ?? -Infinity)) return;
      for (const product of standings.keys()) contextOf.set(product, context);
      lastHeard.set(context, at);
      for (const [product, age] of ages ?? []) commits.set(product, at - age);
      for (const [product, standing] of standings) put(product, standing);
    },
  };
}
