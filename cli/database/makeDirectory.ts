import { mkdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { directoryProblem } from "./directoryProblem.ts";
import { errorCode } from "./errorCode.ts";
import { pathFromRoot } from "./reachable.ts";

/**
 * Makes a directory and those above it, one by one: Node's own `recursive` never returns from some file systems, such
 * as /proc. Fails with BAD_USER_INPUT that names the first that cannot be made.
 */
export async function makeDirectory(directory: string): Promise<void> {
  for (const path of pathFromRoot(resolve(directory))) {
    try {
      if (!(await isDirectory(path))) await mkdir(path);
    } catch (error) {
      // Another process may have been faster.
      if (errorCode(error) === "EEXIST" && (await isDirectory(path))) continue;
      throw directoryProblem(path, error);
    }
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}
