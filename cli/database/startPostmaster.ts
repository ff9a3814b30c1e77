import { setTimeout as sleep } from "node:timers/promises";
import { MeshError } from "@datamesh/kernel";
import { clearPidFile } from "./clearPidFile.ts";
import { saysDiskFull } from "./directoryProblem.ts";
import { findPostmaster } from "./findPostmaster.ts";
import type { PlatformBinaries } from "./platformBinaries.ts";
import type { Postmaster } from "./postmasterFile.ts";
import { runProgram } from "./runProgram.ts";
import type { ServerLog } from "./serverLog.ts";
import { serverOptions, type ServerSettings } from "./serverSettings.ts";
import type { ServerUser } from "./serverUser.ts";

export type Start = {
  readonly directory: string;
  readonly binaries: PlatformBinaries;
  readonly user: ServerUser | undefined;
  readonly log: ServerLog;
  readonly settings: ServerSettings;
  readonly choosePort: () => Promise<number>;
};

/** Enough for recovery after a power cut; `pg_ctl` returns at once when the server gives up earlier. */
const READY_SECONDS = 300;
const ATTEMPTS = 100;

/**
 * What passes by itself, by the words of the server's log: another process took the port first; backends of a
 * killed server are still noticing its death; a server we did not see yet is just coming up.
 */
const PASSING = [
  /could not create any TCP\/IP sockets/,
  /pre-existing shared memory block/,
  /lock file "postmaster.pid" (already exists|is empty)/,
];

/**
 * Starts the server of a whole data directory, or waits for one that is coming up, and returns it when it is
 * ready, with `adopted` saying that it was another start that made it. Fails with UNAVAILABLE, carrying the
 * last lines of the server's log.
 */
export async function startPostmaster(start: Start): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const running = await settledPostmaster(start.directory);
    if (running) return { postmaster: running, adopted: true };
    const started = await tryStart(start);
    if (started) return { postmaster: started, adopted: false };
    await sleep(100);
  }
  throw failure("its directory or its port stays in use", await start.log.tail(0));
}

/** The running server, once it is no longer starting or stopping; `undefined` when none is or it has gone. */
async function settledPostmaster(directory: string): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < READY_SECONDS; waited += 0.1) {
    const running = await findPostmaster(directory);
    if (!running || running.status === "ready") return running;
    await sleep(100);
  }
  throw new MeshError(
    "UNAVAILABLE",
    "A PostgreSQL server of this directory runs, but does not become ready.",
  );
}

async function tryStart(start: Start): Promise<Postmaster | undefined> {
  const { directory, log } = start;
  const before = await log.size();
  await clearPidFile(directory);
  const options = serverOptions(await start.choosePort(), start.settings);
  const wait = ["-s", "-w", "-t", String(READY_SECONDS)];
  const args = ["start", "-D", directory, "-l", log.file, "-o", options, ...wait];
  const { code, output } = await runProgram(start.binaries.pg_ctl, args, start.user);
  const started = code === 0 ? await findPostmaster(directory) : undefined;
  if (started) return started;
  const lines = await log.tail(before);
  if (lines.some((line) => PASSING.some((passing) => passing.test(line)))) return undefined;
  if ((await findPostmaster(directory)) !== undefined) return undefined; // another start was faster
  throw failure(output.trim(), lines);
}

function failure(what: string, log: readonly string[]): MeshError {
  const why = saysDiskFull(log) ? "the disk is full, make room there" : what || "it ended at once";
  return new MeshError("UNAVAILABLE", `PostgreSQL did not start: ${why}.`, { log });
}
