import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "./errorCode.ts";
import { isPostmasterOf } from "./findPostmaster.ts";
import { postmasterFile, readPostmaster } from "./postmasterFile.ts";

/**
 * Removes a `postmaster.pid` that PostgreSQL would not get over by itself: one naming a live process that is
 * no server of this directory (a pid reused after a reboot, a zombie), or an empty one (a power cut).
 */
export async function clearPidFile(directory: string): Promise<void> {
  const found = await readPostmaster(directory);
  const blocks = found
    ? exists(found.pid) && !(await isPostmasterOf(found.pid, directory))
    : await staysEmpty(directory);
  if (blocks) await rm(postmasterFile(directory), { force: true });
}

/** A server that is just starting leaves the file empty for less than this. */
async function staysEmpty(directory: string): Promise<boolean> {
  await sleep(50);
  return (await readPostmaster(directory)) === undefined;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
