import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { MeshError } from "@datamesh/kernel";
import type { ServerUser } from "./serverUser.ts";

/** How a program ended: its exit code (`null` when a signal ended it) and what it printed, both streams together. */
export type ProgramResult = { readonly code: number | null; readonly output: string };

/** Where the programs we run look for theirs. Nothing else is inherited: PGPORT, PGDATA or LC_MESSAGES would bite. */
const ENVIRONMENT = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };

/**
 * Runs a program to its end, as `user` when one is given, in a session of its own: a Ctrl-C in the terminal
 * must not cut a `pg_ctl stop` short. Fails with UNAVAILABLE when it cannot be started at all.
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  user?: ServerUser,
): Promise<ProgramResult> {
  const child = spawn(file, args, {
    cwd: "/", // ours may be one that `user` cannot enter
    env: ENVIRONMENT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  try {
    const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { code, output: out + err };
  } catch (cause) {
    throw new MeshError("UNAVAILABLE", `The program ${file} cannot be run.`, { program: file }, { cause });
  }
}
