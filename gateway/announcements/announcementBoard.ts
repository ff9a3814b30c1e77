import type { ProductRef } from "@datamesh/kernel/product";
import { compareRevisions, type Standing } from "@datamesh/kernel/projection";
import type { Announcements, RevisionListener } from "./announcements.ts";

/** Where products stand, as heard from one place that keeps a context. */
export interface HeardStandings {
  readonly context: string;
  readonly standings: ReadonlyMap<ProductRef, Standing>;
  /** Up to when (`performance.now()`) every commit in the context is known to have been heard. */
  readonly at: number;
}

/** Announcements, and where they are put up. */
export interface AnnouncementBoard extends Announcements {
  /** All products of a context, or those of which there is news: what is older than what is known changes nothing. */
  heardOf(heard: HeardStandings): void;
  /** One product of which a commit told at this moment. Nothing follows from it for products that were never heard of. */
  announced(product: ProductRef, standing: Standing, at: number): void;
}

/** An empty board. */
export function announcementBoard(): AnnouncementBoard {
  const known = new Map<ProductRef, Standing>();
  const contextOf = new Map<ProductRef, string>();
  const lastHeard = new Map<string, number>();
  const listeners = new Set<RevisionListener>();
  const hear = (context: string, at: number): void => {
    lastHeard.set(context, Math.max(at, lastHeard.get(context) ?? -Infinity));
  };
  const put = (product: ProductRef, standing: Standing): void => {
    const before = known.get(product);
    if (before !== undefined && compareRevisions(standing.revision, before.revision) <= 0) return;
    known.set(product, standing);
    for (const listener of [...listeners]) listener(product, standing);
  };
  return {
    heard: () => known,
    lastHeardAt: (product) => lastHeard.get(contextOf.get(product) ?? ""),
    onRevision(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heardOf({ context, standings, at }) {
      for (const [product, standing] of standings) {
        contextOf.set(product, context);
        put(product, standing);
      }
      hear(context, at);
    },
    announced(product, standing, at) {
      put(product, standing);
      const context = contextOf.get(product);
      if (context !== undefined) hear(context, at);
    },
  };
}
