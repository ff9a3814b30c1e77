import { dirname } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { runProgram, type ProgramResult } from "./runProgram.ts";
import type { ServerUser } from "./serverUser.ts";

/** Asks the kernel rather than reading mode bits, so that access control lists count too. */
const FIRST_CLOSED = `for d; do [ -x "$d" ] || { printf %s "$d"; exit 1; }; done`;

export type ReachableOptions = {
  readonly run?: (file: string, args: readonly string[], user: ServerUser) => Promise<ProgramResult>;
};

/**
 * Refuses, before anything is started, a directory that the server's user cannot enter. BAD_USER_INPUT names
 * the directory that is closed and what to do about it. Nothing to check when the server runs as ourselves.
 */
export async function requireReachable(
  directory: string,
  user: ServerUser | undefined,
  options: ReachableOptions = {},
): Promise<void> {
  if (!user) return;
  const { run = runProgram } = options;
  const { code, output: closed } = await run(
    "/bin/sh",
    ["-c", FIRST_CLOSED, "sh", ...pathFromRoot(directory)],
    user,
  );
  if (code === 0) return;
  throw new MeshError(
    "BAD_USER_INPUT",
    `As root, PostgreSQL runs as the user "${user.name}", who cannot enter ${closed} on the way to ${directory}. ` +
      `Run datamesh as an ordinary user, or "chmod o+x ${closed}", or move the project elsewhere, ` +
      `or set DATABASE_URL to a server of your own.`,
    { closed, directory, user: user.name },
  );
}

/** Every directory from the root down to this one. */
export function pathFromRoot(directory: string): readonly string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [...pathFromRoot(parent), directory];
}
