import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where contracts are looked for. */
export interface ContractsPlace {
  /** The root of the repository. */
  readonly root: string;
  /** The directory to use for every context instead. */
  readonly contracts?: string;
}

/**
 * Where the contracts of a context's products lie: in the context's folder under `subgraphs`, or, in a repository
 * that has none because the context is all there is in it, in `contracts` at its root.
 */
export function contractsDirectory(context: string, { root, contracts }: ContractsPlace): string {
  if (contracts !== undefined) return contracts;
  const home = join(root, "subgraphs", context);
  return join(existsSync(home) ? home : root, "contracts");
}
