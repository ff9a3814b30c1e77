import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const CORES = { measured: "0", others: `1-${Math.max(1, availableParallelism() - 1)}` } as const;

const hasTaskset = spawnSync("taskset", ["--version"]).status === 0;

/** Whether what is measured has a core of its own. */
export const pinsCores = hasTaskset && availableParallelism() > 1;

/** A command that runs on the core of what is measured, or on the others. */
export function pinned(
  role: keyof typeof CORES,
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  return pinsCores ? ["taskset", "-c", CORES[role], ...command] : [...command];
}

/** Puts a process that runs already on the core of what is measured, with its threads but not the processes it started. */
export function pinToMeasured(pid: number): void {
  if (pinsCores) spawnSync("taskset", ["-acp", CORES.measured, String(pid)]);
}
