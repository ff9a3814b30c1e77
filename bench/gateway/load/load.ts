import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pinned } from "../processes/pinned.ts";
import type { Spread } from "./latencies.ts";

/** Load on one address of this machine. */
export interface LoadPlan {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The process that answers there: the processor time it uses meanwhile is told. */
  readonly pid: number;
  /** Bodies in turn, so that nothing is answered from one kept text. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second, evenly; as many as are answered unless given. */
  readonly rate?: number;
}

/** What came of it. What is told is of the counted seconds alone. */
export interface Load extends Spread {
  readonly requests: number;
  readonly seconds: number;
  /** Answers that were not 200 or had errors. */
  readonly failures: number;
  /** Seconds of processor time of the process that answered; not a number where there is no /proc. */
  readonly cpuSeconds: number | null;
  /** Seconds of processor time of the process that put the load, everything else that it does included. */
  readonly ownCpuSeconds: number;
}

/** Puts load on an address. */
export type PutLoad = (plan: LoadPlan) => Promise<Load>;

const ALONE = fileURLToPath(new URL("./alone.ts", import.meta.url));

/** Puts load on an address from a process of its own, on the core of everything that is not measured. */
export const load: PutLoad = async (plan) => {
  const [command, ...args] = pinned("others", [process.execPath, "--import", "tsx", ALONE]);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const { putLoad } = linesOf(child);
  const put = await putLoad(plan);
  child.kill();
  return put;
};

/** Speaks with a process that runs `answerPlans`: the first line it prints by itself, and one for every plan. */
export function linesOf({ stdin, stdout }: ChildProcess): { next: () => Promise<string>; putLoad: PutLoad } {
  if (stdin === null || stdout === null) throw new TypeError("the process has no pipes");
  const lines = createInterface(stdout);
  const next = async (): Promise<string> => {
    const [line] = (await once(lines, "line")) as [string];
    return line;
  };
  const putLoad: PutLoad = async (plan) => {
    stdin.write(`${JSON.stringify(plan)}\n`);
    return JSON.parse(await next()) as Load;
  };
  return { next, putLoad };
}
