import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, type Queryable } from "@datamesh/kernel/postgres";

/** How long others may go on before the database is taken from them: a long import, not a forgotten process. */
const PATIENCE_MILLISECONDS = 10 * 60_000;
const LOOK_MILLISECONDS = 100;

/**
 * Resolves once nothing of ours is connected to a server but the caller: seen twice, since a command that has just
 * found the server may not be connected yet. Gives up waiting after ten minutes, or when the server goes away.
 */
export async function untilUnused(url: string, onWait: (others: number) => void): Promise<void> {
  const database = openDatabase(url, { max: 1, name: "datamesh leaving" });
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  let waiting = false;
  let quiet = 0;
  try {
    while (quiet < 2 && performance.now() < deadline) {
      const others = await countOthers(database);
      quiet = others === 0 ? quiet + 1 : 0;
      if (others > 0 && !waiting) onWait(others);
      waiting ||= others > 0;
      if (quiet < 2) await sleep(LOOK_MILLISECONDS);
    }
  } catch {
    // A server that does not answer is used by nobody.
  } finally {
    await database.end();
  }
}

async function countOthers(database: Queryable): Promise<number> {
  const [row] = await database.query({
    text: `select count(*) as others from pg_stat_activity
           where application_name like 'datamesh%' and application_name <> 'datamesh leaving'`,
  });
  return Number(row?.["others"]);
}
