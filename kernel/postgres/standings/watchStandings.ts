import { type ProductRef, productRef } from "../../product/names.ts";
import type { Standing } from "../../projection/standing.ts";
import { contextNames } from "../contextNames.ts";
import type { Database, TextRow } from "../database.ts";

/** Where every product of a context stands. */
export type Standings = ReadonlyMap<ProductRef, Standing>;

/** How many milliseconds ago a product's newest commit was, by the database's clock alone; none of one without a commit. */
export type CommitAges = ReadonlyMap<ProductRef, number>;

/** Told where products stand. */
export interface StandingsWatcher {
  /**
   * Where the products of a context stood at a moment (`performance.now()`): after each commit, and several times a
   * second. The ages are those at which the database read them, which is after that moment.
   */
  stood(context: string, standings: Standings, at: number, ages: CommitAges): void;
  /** It could not be read. It is tried again. */
  failed(error: unknown): void;
}

const BEAT_MILLISECONDS = 250;

/**
 * Watches where the products of contexts in one database stand. What a commit announces only hurries the heartbeat that
 * reads it, on the same connection: anybody in a database may notify, and what is notified to a broken connection is
 * lost. However many commits, it is read by one statement at a time. Needs a role that reads all of the contexts.
 * Answers how to stop; rejects when the first connection cannot be made.
 */
export function watchStandings(
  database: Pick<Database, "listen">,
  contexts: readonly string[],
  watcher: StandingsWatcher,
): Promise<() => Promise<void>> {
  return database.listen("datamesh", () => undefined, {
    everyMilliseconds: BEAT_MILLISECONDS,
    isUrgent: (payload) => payload.startsWith("product "),
    text: contexts.map(standingsOf).join(" union all "),
    beat: (rows, askedAt) => {
      for (const context of contexts)
        watcher.stood(context, standingsIn(rows, context), askedAt, agesIn(rows, context));
    },
    failed: (error) => watcher.failed(error),
  });
}

const standingsOf = (context: string): string =>
  `select context, product, major, generation, cut, epoch, position,
     (extract(epoch from clock_timestamp() - committed_at) * 1000)::text as age
   from ${contextNames(context).productPositions}`;

const standingsIn = (rows: readonly TextRow[], context: string): Standings =>
  new Map(
    rows.filter((row) => row["context"] === context).map((row) => [productIn(row), standingIn(row)] as const),
  );

/** A commit is timed to the millisecond, so that one just made may seem to be in the future. */
const agesIn = (rows: readonly TextRow[], context: string): CommitAges =>
  new Map(
    rows
      .filter((row) => row["context"] === context && row["age"] != null)
      .map((row) => [productIn(row), Math.max(0, Number(row["age"]))] as const),
  );

const productIn = (row: TextRow): ProductRef => productRef(row["product"] ?? "", Number(row["major"]));

const standingIn = (row: TextRow): Standing => ({
  revision: {
    generation: Number(row["generation"]),
    cut: Number(row["cut"]),
    epoch: Number(row["epoch"]),
  },
  position: Number(row["position"]),
});
