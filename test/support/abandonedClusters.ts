import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDataDirectory } from "../../cli/database/index.ts";
import { stopAnyServer } from "./stopAnyServer.ts";

/** How the directory of every test cluster begins, under the system's temporary directory. */
export const TEST_CLUSTER_PREFIX = "datamesh-test-";

/** Stops and removes the servers of test runs that were interrupted, known by a lock that nobody holds any more. */
export async function removeAbandonedClusters(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((entry) => entry.startsWith(TEST_CLUSTER_PREFIX))) {
    await removeIfAbandoned(join(tmpdir(), name)).catch(() => undefined); // another user's, or being removed
  }
}

/** A run takes its lock before it makes a database, so one without a database may be about to take it. */
async function removeIfAbandoned(home: string): Promise<void> {
  const entries = await readdir(home);
  if (!entries.some((entry) => entry.startsWith("postgres"))) return;
  const lock = await lockDataDirectory(home);
  if (!lock.ok) return;
  await stopAnyServer(join(home, "postgres"));
  await lock.release();
  await rm(home, { recursive: true, force: true });
}
