import { setTimeout as sleep } from "node:timers/promises";
import { MeshError } from "@datamesh/kernel";
import type { CliConfig } from "../config.ts";
import { holdConnection, lockDataDirectory } from "../database/index.ts";
import { databaseFailure } from "./databaseFailure.ts";
import { openMeshDatabase, type OpenMeshDatabase } from "./meshDatabase.ts";
import { untilUnused } from "./untilUnused.ts";

/** How long a process that starts or stops the mesh is waited for. */
const PATIENCE_MILLISECONDS = 10_000;
const RETRY_MILLISECONDS = 200;
/** How long nothing is said of waiting. */
const SILENT_MILLISECONDS = 2_000;

/**
 * Runs `work` on the database of a mesh. When the mesh is up its database is shared with it; when it is not, the
 * embedded one is started for as long as the work takes, and as long as other commands use it.
 */
export async function withMeshDatabase<T>(
  config: CliConfig,
  work: (database: OpenMeshDatabase) => Promise<T>,
): Promise<T> {
  const database =
    config.databaseUrl === undefined
      ? await openShared(config)
      : await openMeshDatabase(config, { mayStart: false, warn: say });
  try {
    return await work(database);
  } catch (error) {
    throw databaseFailure(error);
  } finally {
    await database.stop();
  }
}

/** Starts the embedded database, or uses the one that runs; while another process starts or stops it, it waits. */
async function openShared(config: CliConfig): Promise<OpenMeshDatabase> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  let tellAt = performance.now() + SILENT_MILLISECONDS;
  for (;;) {
    const lock = await lockDataDirectory(config.dataDir);
    if (lock.ok) return startOwn(config, () => lock.release());
    try {
      return await asGuest(await openMeshDatabase(config, { mayStart: false, warn: say }));
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > deadline) throw error;
    }
    if (performance.now() > tellAt) {
      say("waiting for PostgreSQL");
      tellAt = Infinity;
    }
    await sleep(RETRY_MILLISECONDS);
  }
}

async function startOwn(config: CliConfig, release: () => Promise<void>): Promise<OpenMeshDatabase> {
  try {
    const database = await openMeshDatabase(config, { mayStart: true });
    return { ...database, stop: () => leave(database, release) };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Shows whoever started the database that it is in use, also between two statements. */
async function asGuest(database: OpenMeshDatabase): Promise<OpenMeshDatabase> {
  const letGo = await holdConnection(database.mesh.url, "datamesh guest").catch((cause: unknown) => {
    throw new MeshError("UNAVAILABLE", "the database of this mesh is stopping: try again", {}, { cause });
  });
  return { ...database, stop: letGo };
}

async function leave(database: OpenMeshDatabase, release: () => Promise<void>): Promise<void> {
  try {
    await untilUnused(database.mesh.url, () =>
      say("other commands use this database; it is stopped after them"),
    );
    await database.stop();
  } finally {
    await release();
  }
}

const isUnavailable = (error: unknown): error is MeshError =>
  error instanceof MeshError && error.code === "UNAVAILABLE";

const say = (message: string): void => void process.stderr.write(`datamesh: ${message}\n`);
