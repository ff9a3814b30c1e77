import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { derivePassword, lockDataDirectory, startEmbeddedServer } from "../../cli/database/index.ts";
import { removeAbandonedClusters, TEST_CLUSTER_PREFIX } from "./abandonedClusters.ts";

/** A PostgreSQL server of its own for one test run; `stop()` ends it and removes all it wrote. */
export type TestCluster = {
  /** Connects as the superuser to the database `postgres`. */
  readonly url: string;
  /** The database secret from which role passwords derive. */
  readonly secret: string;
  stop(): Promise<void>;
};

/** What a test run does not need to survive: a power cut. */
const FORGETFUL = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** Starts a server in a new temporary directory, after clearing away those of test runs that were killed. */
export async function startTestCluster(): Promise<TestCluster> {
  await removeAbandonedClusters();
  const home = await mkdtemp(join(tmpdir(), TEST_CLUSTER_PREFIX));
  await chmod(home, 0o711); // the server's user passes through it
  const lock = await lockDataDirectory(home);
  if (!lock.ok) throw new Error(`the new directory ${home} is already locked by ${lock.holder}`);
  const remove = async () => {
    await lock.release();
    await rm(home, { recursive: true, force: true });
  };
  try {
    const server = await startServer(join(home, "postgres"));
    return { ...server, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startServer(directory: string): Promise<TestCluster> {
  const secret = randomBytes(32).toString("base64url");
  const superuserPassword = derivePassword(secret, "postgres");
  const server = await startEmbeddedServer({ directory, superuserPassword, postgresFlags: FORGETFUL });
  return { url: server.url, secret, stop: () => server.stop() };
}
