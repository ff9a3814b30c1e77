import { join, relative } from "node:path";
import type { CarriedOut } from "./carryOut.ts";

/** What a scaffold is reported of. */
export interface ScaffoldReport extends CarriedOut {
  /** Absolute: what paths are relative to. */
  readonly root: string;
  readonly dryRun: boolean;
  readonly next: readonly string[];
}

/** In words: what was made and edited, what is left to do by hand, and what comes next. */
export function reportScaffold({ root, dryRun, created, changed, byHand, next }: ScaffoldReport): string {
  const shown = (path: string): string => relative(process.cwd(), join(root, path));
  const lines = [
    ...created.map((path) => `${dryRun ? "would make" : "made"}  ${shown(path)}`),
    ...changed.map((path) => `${dryRun ? "would edit" : "edited"}  ${shown(path)}`),
    ...byHand.flatMap(({ path, add }) => [
      `! ${shown(path)} is not as expected: add to it`,
      ...add.map((line) => `    ${line}`),
    ]),
    ...(dryRun ? [] : ["", "Edit what was made, then:", ...next.map((command) => `  ${command}`)]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
