import { type ProductRef, productRef } from "../../product/names.ts";
import type { Standing } from "../../projection/standing.ts";
import { contextNames } from "../contextNames.ts";
import type { Database, TextRow } from "../database.ts";
import { literal } from "../identifier.ts";
import { readProductAnnouncement } from "./productAnnouncement.ts";

/** Told where products stand, as soon as that is known. */
export interface StandingsWatcher {
  /** A product has come to a state: announced by the commit that made it. */
  announced(product: ProductRef, standing: Standing): void;
  /** Where every product of a context stood at a moment (`performance.now()`), several times a second. */
  stood(context: string, standings: ReadonlyMap<ProductRef, Standing>, at: number): void;
  /** The heartbeat failed. It is tried again. */
  failed(error: unknown): void;
}

const BEAT_MILLISECONDS = 250;

/**
 * Watches where the products of contexts in one database stand: by what commits announce, and by a heartbeat that reads
 * it on the same connection, so that nothing which was announced while that was broken stays unknown. Needs a role that
 * reads all of the contexts. Answers how to stop; rejects when the first connection cannot be made.
 */
export function watchStandings(
  database: Pick<Database, "listen">,
  contexts: readonly string[],
  watcher: StandingsWatcher,
): Promise<() => Promise<void>> {
  const announced = (payload: string): void => {
    const read = readProductAnnouncement(payload);
    if (read !== undefined) watcher.announced(...read);
  };
  return database.listen("datamesh", announced, {
    everyMilliseconds: BEAT_MILLISECONDS,
    text: contexts.map(standingsOf).join(" union all "),
    beat: (rows, askedAt) => {
      for (const context of contexts) watcher.stood(context, standingsIn(rows, context), askedAt);
    },
    failed: (error) => watcher.failed(error),
  });
}

const standingsOf = (context: string): string =>
  `select ${literal(context)} as context, product, major, generation, cut, epoch, position from ${contextNames(context).productPositions}`;

function standingsIn(rows: readonly TextRow[], context: string): ReadonlyMap<ProductRef, Standing> {
  return new Map(
    rows
      .filter((row) => row["context"] === context)
      .map((row) => [
        productRef(row["product"] ?? "", Number(row["major"])),
        {
          revision: {
            generation: Number(row["generation"]),
            cut: Number(row["cut"]),
            epoch: Number(row["epoch"]),
          },
          position: Number(row["position"]),
        },
      ]),
  );
}
