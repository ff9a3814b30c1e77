import { type Database, watchStandings } from "@datamesh/kernel/postgres";
import type { Logger } from "pino";
import type { AnnouncementBoard } from "../../gateway/announcements/index.ts";
import { sayOnce } from "./sayOnce.ts";

/** Puts up where the products of contexts in this database stand. Answers how to stop that. */
export function watchProducts(
  database: Pick<Database, "listen">,
  contexts: readonly string[],
  board: AnnouncementBoard,
  log: Pick<Logger, "error" | "info">,
): Promise<() => Promise<void>> {
  const failure = sayOnce(log, {
    failing: "where the products stand cannot be heard",
    over: "where the products stand is heard again",
  });
  return watchStandings(database, contexts, {
    stood: (context, standings, at, ages, changes) => {
      failure.worked();
      board.heardOf({ context, standings, at, ages, changes });
    },
    asksWhichRows: (product) => board.isAsked(product),
    failed: (error) => failure.failed(error),
  });
}
