import { type ProductRef, productRef } from "../../product/names.ts";
import type { ChangedRows } from "../../projection/changedRows.ts";
import type { Standing } from "../../projection/standing.ts";
import { contextNames } from "../contextNames.ts";
import type { Database, Queryable, TextRow } from "../database.ts";
import { CHANGED_ROWS_ARGUMENTS } from "./changedRowsFunction.ts";

/** Where every product of a context stands. */
export type Standings = ReadonlyMap<ProductRef, Standing>;

/** How many milliseconds ago a product's newest commit was, by the database's clock alone; none of one without a commit. */
export type CommitAges = ReadonlyMap<ProductRef, number>;

/** Which rows of products changed since it was last told where these stand; of a product that is not in it, any may have. */
export type Changes = ReadonlyMap<ProductRef, ChangedRows>;

/** Told where products stand. */
export interface StandingsWatcher {
  /**
   * Where the products of a context stood at a moment (`performance.now()`): after each commit, and several times a
   * second. The ages are those at which the database read them, which is after that moment.
   */
  stood(context: string, standings: Standings, at: number, ages: CommitAges, changes: Changes): void;
  /** Whether it is of use to know which rows of a product change next, which takes a read of its history. */
  asksWhichRows(product: ProductRef): boolean;
  /** It could not be read. It is tried again. */
  failed(error: unknown): void;
}

const BEAT_MILLISECONDS = 250;

/**
 * Watches where the products of contexts in one database stand, and which rows changed on the way there. What a commit
 * announces only hurries the heartbeat that reads it, on the same connection: anybody in a database may notify and
 * listen, and what is notified to a broken connection is lost. However many commits, it is read by one statement at a
 * time, in one snapshot. Needs a role that reads all of the contexts. Answers how to stop; rejects when the first
 * connection cannot be made.
 */
export function watchStandings(
  database: Pick<Database, "listen">,
  contexts: readonly string[],
  watcher: StandingsWatcher,
): Promise<() => Promise<void>> {
  const told = new Map<ProductRef, string>();
  return database.listen("datamesh", () => undefined, {
    everyMilliseconds: BEAT_MILLISECONDS,
    isUrgent: (payload) => payload.startsWith("product "),
    textFor: (connection) => standingsText(connection, contexts),
    values: () => {
      const asked = [...told].filter(([product]) => watcher.asksWhichRows(product));
      return [asked.map(([product]) => product), asked.map(([, position]) => position)];
    },
    beat: (rows, askedAt) => {
      for (const row of rows) told.set(productIn(row), row["position"] ?? "0");
      for (const context of contexts) {
        const own = rows.filter((row) => row["context"] === context);
        watcher.stood(context, standingsIn(own), askedAt, agesIn(own), changesIn(own));
      }
    },
    failed: (error) => watcher.failed(error),
  });
}

/** `$1` are products whose changed rows are asked for, and `$2` the positions at which they were told to stand before. */
async function standingsText(connection: Queryable, contexts: readonly string[]): Promise<string> {
  const found = await connection.query({
    text: `select coalesce(has_function_privilege(to_regprocedure(name), 'execute'), false) as held
      from unnest($1::text[]) with ordinality as each (name, place) order by place`,
    values: [contexts.map((context) => `${contextNames(context).changedRows}${CHANGED_ROWS_ARGUMENTS}`)],
  });
  return contexts
    .map((context, index) => standingsOf(context, found[index]?.["held"] === "t"))
    .join(" union all ");
}

/** A context may have been migrated by an earlier release, and then nobody can say which rows changed. */
function standingsOf(context: string, tellsChanges: boolean): string {
  const { productPositions, changedRows } = contextNames(context);
  const changed = tellsChanges
    ? `case when p.position > before.position
         then ${changedRows}(p.product, p.major, before.position, p.position) end`
    : "null::text";
  return `select p.context, p.product, p.major, p.generation, p.cut, p.epoch, p.position,
     (extract(epoch from clock_timestamp() - p.committed_at) * 1000)::text as age,
     before.position as since, ${changed} as changed
   from ${productPositions} p left join unnest($1::text[], $2::bigint[]) as before (product, position)
     on before.product = p.product || '@' || p.major`;
}

const standingsIn = (rows: readonly TextRow[]): Standings =>
  new Map(rows.map((row) => [productIn(row), standingIn(row)] as const));

/** A commit is timed to the millisecond, so that one just made may seem to be in the future. */
const agesIn = (rows: readonly TextRow[]): CommitAges =>
  new Map(
    rows
      .filter((row) => row["age"] != null)
      .map((row) => [productIn(row), Math.max(0, Number(row["age"]))] as const),
  );

const changesIn = (rows: readonly TextRow[]): Changes =>
  new Map(
    rows
      .filter((row) => row["changed"] != null)
      .map((row) => {
        const changed = { after: Number(row["since"]), rows: row["changed"]?.split(" ") ?? [] };
        return [productIn(row), changed] as const;
      }),
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
