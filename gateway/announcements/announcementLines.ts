import { z } from "@datamesh/kernel";
import { type ProductRef } from "@datamesh/kernel/product";
import { parseRevision, revisionText, type Standing } from "@datamesh/kernel/projection";
import type { Announcements } from "./announcements.ts";

/** How often a line is sent when nothing moves. */
const BEAT_MS = 250;

/**
 * Where the products of a context stand, as lines of JSON:
 * `{"age": 12, "standings": {"people@1": ["g1.c4.e2", 7]}, "commits": {"people@1": 30}}`, all of them, whenever one of them
 * has moved and four times a second. `age` is how many milliseconds ago it was so, `commits` how many milliseconds before
 * that the newest commit of each product was. Nothing is sent while that is not known, and never more than is taken.
 */
export async function* announcementLines(
  announcements: Announcements,
  products: readonly ProductRef[],
  { now, stopping }: { readonly now: () => number; readonly stopping: AbortSignal },
): AsyncGenerator<string, void> {
  let wake: () => void = () => undefined;
  let hasMoved = true;
  const stop = announcements.onRevision(() => {
    hasMoved = true;
    wake();
  });
  const wakeUp = (): void => wake();
  stopping.addEventListener("abort", wakeUp, { once: true });
  try {
    while (!stopping.aborted) {
      hasMoved = false;
      const line = lineOf(announcements, products, now());
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

function lineOf(
  { heard, lastHeardAt, committedAt }: Announcements,
  products: readonly ProductRef[],
  now: number,
): string | undefined {
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
  return `${JSON.stringify({ age, standings: Object.fromEntries(standings), commits: Object.fromEntries(commits) })}\n`;
}

const lineSchema = z.object({
  age: z.number().min(0),
  standings: z.record(z.string(), z.tuple([z.string(), z.number().int().min(0)])),
  commits: z.record(z.string(), z.number().min(0)).default({}),
});

/** What one line says. */
export interface AnnouncedLine {
  readonly age: number;
  readonly standings: ReadonlyMap<ProductRef, Standing>;
  readonly ages: ReadonlyMap<ProductRef, number>;
}

/** Reads a line, and of it what is said of these products: nobody speaks for those of others. Throws for what is none. */
export function readLine(line: string, products: ReadonlySet<ProductRef>): AnnouncedLine {
  const { age, standings, commits } = lineSchema.parse(JSON.parse(line));
  const own = Object.entries(standings).flatMap(([name, [text, position]]) => {
    const revision = parseRevision(text);
    const product = name as ProductRef;
    return revision !== undefined && products.has(product)
      ? [[product, { revision, position }] as const]
      : [];
  });
  const ages = Object.entries(commits).flatMap(([name, each]) =>
    products.has(name as ProductRef) ? [[name as ProductRef, each] as const] : [],
  );
  return { age, standings: new Map(own), ages: new Map(ages) };
}
