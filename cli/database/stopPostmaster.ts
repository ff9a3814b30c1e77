import { setTimeout as sleep } from "node:timers/promises";
import { MeshError } from "@datamesh/kernel";
import { findPostmaster, isPostmasterOf } from "./findPostmaster.ts";
import type { PlatformBinaries } from "./platformBinaries.ts";
import { runProgram } from "./runProgram.ts";
import type { ServerUser } from "./serverUser.ts";

export type Stop = {
  readonly directory: string;
  readonly binaries: PlatformBinaries;
  readonly user: ServerUser | undefined;
  /** The server meant; another one that has taken its place meanwhile is left alone. */
  readonly pid: number;
};

const PATIENCE_SECONDS = 20;

/**
 * Stops the server and returns when its process is gone; at once when it already is. Open transactions are
 * rolled back. One that has not gone after 20 s is stopped without a checkpoint, which costs a recovery at the
 * next start and no data. Fails with UNAVAILABLE when even that does not end it.
 */
export async function stopPostmaster(stop: Stop): Promise<void> {
  for (const mode of ["fast", "immediate"] as const) {
    if ((await findPostmaster(stop.directory))?.pid === stop.pid) await requestStop(stop, mode);
    if (await isGone(stop)) return;
  }
  const what = "The PostgreSQL server does not stop.";
  throw new MeshError("UNAVAILABLE", what, { directory: stop.directory, pid: stop.pid });
}

async function requestStop({ directory, binaries, user }: Stop, mode: "fast" | "immediate"): Promise<void> {
  const args = ["stop", "-D", directory, "-m", mode, "-w", "-t", String(PATIENCE_SECONDS), "-s"];
  await runProgram(binaries.pg_ctl, args, user);
}

/** `pg_ctl` waits for postmaster.pid to go; the process ends a moment later. */
async function isGone({ directory, pid }: Stop): Promise<boolean> {
  for (let waited = 0; waited < 2; waited += 0.02) {
    if (!(await isPostmasterOf(pid, directory))) return true;
    await sleep(20);
  }
  return false;
}
