import type { ProductDescriptor } from "@datamesh/kernel/product";
import { bucketOf, type TrafficRow } from "@datamesh/kernel/sla";

/** Traffic by product version and minute, until it has been reported. */
export interface TrafficMinutes {
  add(product: ProductDescriptor, failed: boolean, seconds: number, at: Date): void;
  /** What has changed since it was last reported, oldest first. */
  unreported(): readonly TrafficRow[];
  /** What `unreported` last answered is kept elsewhere; minutes before `now`'s need not be remembered any longer. */
  reported(now: Date): void;
}

interface Counted extends Pick<TrafficRow, "minute" | "product" | "major" | "version"> {
  answered: number;
  failed: number;
  readonly latency: Record<string, number>;
  /** How many requests it had when it was last offered, and when it was last kept. */
  offered: number;
  kept: number;
}

const MINUTE = 60_000;

/** Enough for a hundred products over more than an hour in which no report is kept. */
const MOST_ROWS = 10_000;

/** Starts with nothing. Remembers at most so many rows; beyond that the oldest are given up. */
export function trafficMinutes(mostRows = MOST_ROWS): TrafficMinutes {
  const rows = new Map<string, Counted>();
  let minute = NaN;
  /** The rows of this minute. */
  const now = new Map<ProductDescriptor, Counted>();
  const rowOf = (product: ProductDescriptor, at: Date): Counted => {
    const started = Math.floor(at.getTime() / MINUTE);
    if (started !== minute) now.clear();
    minute = started;
    const known = now.get(product);
    if (known !== undefined) return known;
    const row = rowFor(product, minuteOf(at));
    now.set(product, row);
    return row;
  };
  const rowFor = ({ name, major, version }: ProductDescriptor, of: string): Counted => {
    const key = `${of} ${name} ${version}`;
    const known = rows.get(key);
    if (known !== undefined) return known;
    const row = nothing({ minute: of, product: name, major, version });
    rows.set(key, row);
    const [oldest] = rows.keys();
    if (rows.size > mostRows && oldest !== undefined) {
      rows.delete(oldest);
      now.clear();
    }
    return row;
  };
  return {
    add(product, failed, seconds, at) {
      const row = rowOf(product, at);
      row[failed ? "failed" : "answered"] += 1;
      const bucket = bucketOf(seconds);
      row.latency[bucket] = (row.latency[bucket] ?? 0) + 1;
    },
    unreported() {
      const changed = [...rows.values()].filter((row) => row.kept < requests(row));
      for (const row of changed) row.offered = requests(row);
      return changed.map(({ offered: _offered, kept: _kept, ...row }) => ({
        ...row,
        latency: { ...row.latency },
      }));
    },
    reported(now) {
      const current = minuteOf(now);
      for (const [key, row] of rows) {
        row.kept = row.offered;
        if (row.kept === requests(row) && row.minute < current) rows.delete(key);
      }
    },
  };
}

const nothing = (named: Pick<TrafficRow, "minute" | "product" | "major" | "version">): Counted => ({
  ...named,
  answered: 0,
  failed: 0,
  latency: {},
  offered: 0,
  kept: 0,
});

const requests = ({ answered, failed }: Counted): number => answered + failed;

const minuteOf = (at: Date): string => new Date(Math.floor(at.getTime() / MINUTE) * MINUTE).toISOString();
