import { readFile, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { errorCode } from "./errorCode.ts";
import { makeDirectory } from "./makeDirectory.ts";
import type { ServerUser } from "./serverUser.ts";

const MAJOR = "18";

/** The real path of a data directory that may not exist yet; its parent is made. */
export async function resolveDirectory(directory: string): Promise<string> {
  try {
    return shellSafe(await realpath(directory));
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    await makeDirectory(dirname(directory));
    return shellSafe(join(await realpath(dirname(directory)), basename(directory)));
  }
}

/** `pg_ctl` puts paths between double quotes into a shell command, unescaped. */
export function shellSafe(path: string): string {
  if (!/["$`\\\n]/.test(path)) return path;
  const what = `PostgreSQL cannot be started under ${path}: its path holds one of " $ \` \\. Move the project.`;
  throw new MeshError("BAD_USER_INPUT", what, { path });
}

/**
 * Whether the directory is `absent` (or empty) and may be initialised, or a data directory of our PostgreSQL
 * `ready` to start. Anything else is not touched: BAD_USER_INPUT says what it is.
 */
export async function checkDirectory(
  directory: string,
  user: ServerUser | undefined,
): Promise<"absent" | "ready"> {
  if (await isAbsent(directory)) return "absent";
  const owner = (await stat(directory)).uid;
  const expected = user?.uid ?? process.getuid?.();
  if (owner !== expected) {
    throw refusal(
      directory,
      `belongs to the user ${owner}, but the server would run as ${expected}; run as its owner`,
    );
  }
  const version = await readFile(join(directory, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined)
    throw refusal(directory, "is not empty and not a PostgreSQL data directory; move it away");
  if (version.trim() === MAJOR) return "ready";
  throw refusal(
    directory,
    `was made by PostgreSQL ${version.trim()}, this is ${MAJOR}; move it away and import again`,
  );
}

async function isAbsent(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length === 0;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return true;
    if (errorCode(error) === "EACCES") throw refusal(directory, "belongs to another user; run as its owner");
    throw error;
  }
}

function refusal(directory: string, what: string): MeshError {
  return new MeshError("BAD_USER_INPUT", `The database directory ${directory} ${what}.`, { directory });
}
