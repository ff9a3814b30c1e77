import { MeshError } from "@datamesh/kernel";
import { errorCode } from "./errorCode.ts";

/** What the operating system means, in words for whoever chose the directory. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: make room there",
  EDQUOT: "the disk quota is used up: make room there",
  EROFS: "the file system is read-only",
  EACCES: "it is not yours to write",
  EPERM: "it is not yours to write",
  ENOTDIR: "a file is in the way",
  EEXIST: "a file is in the way",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its symbolic links lead in a circle",
  ENOENT: "nothing can be made there",
};

/**
 * What a failure to make or write something under a data directory means: BAD_USER_INPUT that says why, or the
 * failure itself when it is none that whoever chose the directory could set right.
 */
export function directoryProblem(path: string, cause: unknown): unknown {
  const reason = REASONS[errorCode(cause) ?? ""];
  if (reason === undefined || cause instanceof MeshError) return cause;
  const what = `${path} cannot be made: ${reason}. Set DATAMESH_DATA_DIR to a directory you may write to.`;
  return new MeshError("BAD_USER_INPUT", what, { path }, { cause });
}

/** Whether a program's output says that the disk is full. */
export const saysDiskFull = (lines: readonly string[]): boolean =>
  lines.some((line) => /No space left on device|Disk quota exceeded/.test(line));
