import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { errorCode } from "./errorCode.ts";

/**
 * What `postmaster.pid` says. `status` is PostgreSQL's own word: starting, ready, stopping, standby; empty in
 * the first moment of a start.
 */
export type Postmaster = { readonly pid: number; readonly port: number; readonly status: string };

/** The path of the file a running server keeps in its data directory. */
export function postmasterFile(directory: string): string {
  return join(directory, "postmaster.pid");
}

/**
 * Reads `postmaster.pid` without asking whether its process still lives; `undefined` when there is none. Fails
 * with BAD_USER_INPUT when the data directory is not ours to read.
 */
export async function readPostmaster(directory: string): Promise<Postmaster | undefined> {
  try {
    return parsePostmaster(await readFile(postmasterFile(directory), "utf8"));
  } catch (cause) {
    if (errorCode(cause) === "ENOENT") return undefined;
    if (errorCode(cause) !== "EACCES") throw cause;
    const what = `The database directory ${directory} belongs to another user; run datamesh as the user who made it.`;
    throw new MeshError("BAD_USER_INPUT", what, { directory }, { cause });
  }
}

/** The lines are fixed by PostgreSQL, see `src/include/utils/pidfile.h`. A negative pid is single-user mode. */
export function parsePostmaster(content: string): Postmaster | undefined {
  const lines = content.split("\n");
  const pid = Math.abs(Number.parseInt(lines[0] ?? "", 10));
  if (!Number.isSafeInteger(pid) || pid === 0) return undefined;
  const port = Number.parseInt(lines[3] ?? "", 10);
  return { pid, port: Number.isSafeInteger(port) ? port : 0, status: (lines[7] ?? "").trim() };
}
