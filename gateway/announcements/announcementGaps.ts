import { parseProductRef, type ProductRef } from "@datamesh/kernel/product";
import { compareRevisions, type Standing } from "@datamesh/kernel/projection";
import type { GapRow } from "@datamesh/kernel/sla";
import type { Announcements } from "./announcements.ts";

/** Upper bounds of the histogram of gaps, in seconds; the last is all. */
export const GAP_BOUNDS: readonly number[] = Object.freeze([
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
]);

/** The gaps of a product since the process started. */
export interface GapTotals extends Pick<GapRow, "product" | "major"> {
  readonly count: number;
  /** Gaps within each of GAP_BOUNDS, each bound including those below it. */
  readonly within: readonly number[];
  readonly secondsSum: number;
}

/** How long it takes this process to hear of commits. */
export interface AnnouncementGaps {
  totals(): readonly GapTotals[];
  /** The longest gap of each product since this was last called. */
  take(): readonly GapRow[];
}

interface Counted {
  count: number;
  secondsSum: number;
  readonly within: number[];
}

/**
 * Measures, for each state of a product that is heard of, the time from its commit until now (`performance.now()`).
 * Not for the first one, which may be of long before this process, and not for one that a restored backup leads back to.
 */
export function announcementGaps(
  announcements: Pick<Announcements, "onRevision" | "committedAt">,
  now: () => number,
): AnnouncementGaps {
  const last = new Map<ProductRef, Standing>();
  const counted = new Map<ProductRef, Counted>();
  const longest = new Map<ProductRef, number>();
  announcements.onRevision((product, standing) => {
    const before = last.get(product);
    last.set(product, standing);
    const committed = announcements.committedAt(product);
    if (before === undefined || committed === undefined) return;
    if (compareRevisions(standing.revision, before.revision) < 0) return;
    const seconds = Math.max(0, now() - committed) / 1_000;
    longest.set(product, Math.max(seconds, longest.get(product) ?? 0));
    counted.set(product, add(counted.get(product) ?? nothing(), seconds));
  });
  return {
    totals: () =>
      [...counted].map(([ref, { count, secondsSum, within }]) => ({
        ...named(ref),
        ...{ count, secondsSum, within: [...within] },
      })),
    take: () => {
      const rows = [...longest].map(([ref, seconds]) => ({ ...named(ref), seconds }));
      longest.clear();
      return rows;
    },
  };
}

function add(into: Counted, seconds: number): Counted {
  into.count += 1;
  into.secondsSum += seconds;
  GAP_BOUNDS.forEach((bound, index) => {
    if (seconds <= bound) into.within[index] = (into.within[index] ?? 0) + 1;
  });
  return into;
}

const nothing = (): Counted => ({ count: 0, secondsSum: 0, within: GAP_BOUNDS.map(() => 0) });

function named(ref: ProductRef): Pick<GapRow, "product" | "major"> {
  const { name, major } = parseProductRef(ref);
  return { product: name, major };
}
