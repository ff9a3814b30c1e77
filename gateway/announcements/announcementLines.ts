import { z } from "@datamesh/kernel";
import { type ProductRef } from "@datamesh/kernel/product";
import {
  type ChangedRows,
  parseRevision,
  revisionText,
  ROW_HASH_DIGITS,
  type Standing,
} from "@datamesh/kernel/projection";
import type { Announcements } from "./announcements.ts";

/** How often a line is sent when nothing moves. */
const BEAT_MS = 250;

/** Rows of which a line tells that they changed, of all products. */
const MOST_ROWS = 8_192;

/**
 * Where the products of a context stand, as lines of JSON:
 * `{"age": 12, "standings": {"people@1": ["g1.c4.e2", 7]}, "commits": {"people@1": 30}}`, all of them, whenever one of them
 * has moved and four times a second. `age` is how many milliseconds ago it was so, `commits` how many milliseconds before
 * that the newest commit of each product was. Of products that have moved since the line before, and of which that is
 * known, `"changes": {"people@1": [4, ["5f3a0c91"]]}` tells the hashes of the keys of all rows that changed behind a
 * position. Nothing is sent while it is not known where they stand, and never more than is taken.
 */
export async function* announcementLines(
  announcements: Announcements,
  products: readonly ProductRef[],
  { now, stopping }: { readonly now: () => number; readonly stopping: AbortSignal },
): AsyncGenerator<string, void> {
  let wake: () => void = () => undefined;
  let hasMoved = true;
  const told = new Map<ProductRef, number>();
  const stop = announcements.onRevision(() => {
    hasMoved = true;
    wake();
  });
  const wakeUp = (): void => wake();
  stopping.addEventListener("abort", wakeUp, { once: true });
  try {
    while (!stopping.aborted) {
      hasMoved = false;
      const line = lineOf(announcements, products, told, now());
      if (line !== undefined) yield line;
      if (hasMoved) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, BEAT_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    stop();
    stopping.removeEventListener("abort", wakeUp);
  }
}

/** `told` are the positions in the line before, and then those in this one. */
function lineOf(
  announcements: Announcements,
  products: readonly ProductRef[],
  told: Map<ProductRef, number>,
  now: number,
): string | undefined {
  const { heard, lastHeardAt, committedAt } = announcements;
  const at = Math.min(...products.map((product) => lastHeardAt(product) ?? -Infinity));
  if (!Number.isFinite(at)) return undefined;
  const standings = products.flatMap((product) => {
    const standing = heard().get(product);
    return standing === undefined ? [] : [[product, [revisionText(standing.revision), standing.position]]];
  });
  const commits = products.flatMap((product) => {
    const committed = committedAt(product);
    return committed === undefined ? [] : [[product, Math.max(0, Math.ceil(at - committed))]];
  });
  const age = Math.max(0, Math.ceil(now - at));
  return `${JSON.stringify({
    age,
    standings: Object.fromEntries(standings),
    commits: Object.fromEntries(commits),
    changes: changesIn(announcements, products, told),
  })}\n`;
}

type ToldChanges = Readonly<Record<ProductRef, readonly [after: number, rows: readonly string[]]>>;

function changesIn(
  { heard, changedBehind }: Announcements,
  products: readonly ProductRef[],
  told: Map<ProductRef, number>,
): ToldChanges {
  const changes: Record<ProductRef, readonly [number, readonly string[]]> = {};
  let room = MOST_ROWS;
  for (const product of products) {
    const position = heard().get(product)?.position;
    const after = told.get(product);
    if (position === undefined || position === after) continue;
    told.set(product, position);
    // Who asks is told, so it is asked before anything has changed.
    const rows = changedBehind(product, after ?? position);
    if (after === undefined || rows === undefined || rows.length > room) continue;
    room -= rows.length;
    changes[product] = [after, rows];
  }
  return changes;
}

const lineSchema = z.object({
  age: z.number().min(0),
  standings: z.record(z.string(), z.tuple([z.string(), z.number().int().min(0)])),
  commits: z.record(z.string(), z.number().min(0)).default({}),
  changes: z
    .record(z.string(), z.tuple([z.number().int().min(0), z.array(z.string().length(ROW_HASH_DIGITS))]))
    .default({}),
});

/** What one line says. */
export interface AnnouncedLine {
  readonly age: number;
  readonly standings: ReadonlyMap<ProductRef, Standing>;
  readonly ages: ReadonlyMap<ProductRef, number>;
  readonly changes: ReadonlyMap<ProductRef, ChangedRows>;
}

/** Reads a line, and of it what is said of these products: nobody speaks for those of others. Throws for what is none. */
export function readLine(line: string, products: ReadonlySet<ProductRef>): AnnouncedLine {
  const { age, standings, commits, changes } = lineSchema.parse(JSON.parse(line));
  const own = Object.entries(standings).flatMap(([name, [text, position]]) => {
    const revision = parseRevision(text);
    const product = name as ProductRef;
    return revision !== undefined && products.has(product)
      ? [[product, { revision, position }] as const]
      : [];
  });
  return {
    age,
    standings: new Map(own),
    ages: ofProducts(commits, products, (each) => each),
    changes: ofProducts(changes, products, ([after, rows]) => ({ after, rows })),
  };
}

function ofProducts<T, R>(
  told: Readonly<Record<string, T>>,
  products: ReadonlySet<ProductRef>,
  read: (each: T) => R,
): ReadonlyMap<ProductRef, R> {
  return new Map(
    Object.entries(told).flatMap(([name, each]) =>
      products.has(name as ProductRef) ? [[name as ProductRef, read(each)] as const] : [],
    ),
  );
}
