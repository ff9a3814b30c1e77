import { randomBytes } from "node:crypto";
import { readdir, readlink, realpath, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./errorCode.ts";
import { answers, openLockSocket, openerOf, removeSocket } from "./lockSocket.ts";
import { makeDirectory } from "./makeDirectory.ts";

/** The lock of a data directory, or the pid of the process that has it (`undefined` when it cannot be told). */
export type DataDirectoryLock =
  | { readonly ok: true; release(): Promise<void> }
  | { readonly ok: false; readonly holder: number | undefined };

/**
 * Takes the lock that only one process can have of a data directory, made if absent; the kernel gives it up
 * with the process, however that ends.
 *
 * `<directory>/lock/` holds numbered turns: symbolic links, of which the highest names the socket of the
 * holder. A turn whose socket no longer answers is over for good, since no socket name is used twice, and then
 * exactly one process can create the next number. The highest turn is never removed, only older ones, so the
 * numbers never go back and a slow contender that creates an older number finds itself overtaken.
 */
export async function lockDataDirectory(directory: string): Promise<DataDirectoryLock> {
  await makeDirectory(join(directory, "lock"));
  const turns = await realpath(join(directory, "lock"));
  const socket = await openLockSocket(turns, randomBytes(6).toString("hex"));
  try {
    const won = await contend(turns, socket.name);
    if (won.ok) return { ok: true, release: () => socket.close() };
    await socket.close();
    return won;
  } catch (error) {
    await socket.close();
    throw error;
  }
}

/** The process that has a data directory's lock now, as far as it can be told; nobody when the answer is `undefined`. */
export async function lockHolder(
  directory: string,
): Promise<{ readonly pid: number | undefined } | undefined> {
  const turns = await ignoring("ENOENT", realpath(join(directory, "lock")));
  if (turns === undefined) return undefined;
  const last = await lastTurn(turns);
  const holder = last === 0 ? undefined : await holderOf(turns, last);
  if (holder === undefined || !(await answers(turns, holder))) return undefined;
  return { pid: openerOf(holder) };
}

type Verdict = { readonly ok: true } | { readonly ok: false; readonly holder: number | undefined };

async function contend(turns: string, socketName: string): Promise<Verdict> {
  for (;;) {
    const last = await lastTurn(turns);
    const holder = last === 0 ? undefined : await holderOf(turns, last);
    if (holder !== undefined && (await answers(turns, holder)))
      return { ok: false, holder: openerOf(holder) };
    if (!(await createTurn(turns, last + 1, socketName))) continue;
    if ((await lastTurn(turns)) === last + 1) {
      await removeTurnsBefore(turns, last + 1);
      return { ok: true };
    }
    await rm(turnPath(turns, last + 1), { force: true });
  }
}

function turnPath(turns: string, turn: number): string {
  return join(turns, String(turn));
}

async function turnNumbers(turns: string): Promise<readonly number[]> {
  const names = await readdir(turns);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

async function lastTurn(turns: string): Promise<number> {
  return Math.max(0, ...(await turnNumbers(turns)));
}

/** The name of the socket of a turn; `undefined` when the turn has just been removed as an old one. */
async function holderOf(turns: string, turn: number): Promise<string | undefined> {
  return ignoring("ENOENT", readlink(turnPath(turns, turn)));
}

/** False when another process was faster. */
async function createTurn(turns: string, turn: number, socketName: string): Promise<boolean> {
  const created = symlink(socketName, turnPath(turns, turn)).then(() => true);
  return (await ignoring("EEXIST", created)) ?? false;
}

/** Also the sockets of killed holders. That of a slow contender answers and is left to it. */
async function removeTurnsBefore(turns: string, turn: number): Promise<void> {
  const older = (await turnNumbers(turns)).filter((number) => number < turn);
  for (const number of older) {
    const name = await holderOf(turns, number);
    await rm(turnPath(turns, number), { force: true });
    if (name !== undefined && !(await answers(turns, name))) await removeSocket(turns, name);
  }
}

async function ignoring<T>(code: string, outcome: Promise<T>): Promise<T | undefined> {
  try {
    return await outcome;
  } catch (error) {
    if (errorCode(error) === code) return undefined;
    throw error;
  }
}
