import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";

/** Where contracts are looked for. */
export interface ContractsPlace {
  /** The root of the repository. */
  readonly root: string;
  /** The directory to use for every context instead; it must be there. */
  readonly contracts?: string;
}

/**
 * Where the contracts of a context's products lie: in the context's folder under `subgraphs`, or, in a repository
 * that has none because the context is all there is in it, in `contracts` at its root. Fails with BAD_USER_INPUT when
 * the directory to use instead is none: every product would pass for its first version.
 */
export function contractsDirectory(context: string, { root, contracts }: ContractsPlace): string {
  if (contracts !== undefined) return existing(contracts);
  const home = join(root, "subgraphs", context);
  return join(existsSync(home) ? home : root, "contracts");
}

function existing(directory: string): string {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return directory;
  throw new MeshError(
    "BAD_USER_INPUT",
    `--contracts ${JSON.stringify(directory)} is no directory: make it first, or leave the option out`,
  );
}
