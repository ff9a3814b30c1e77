import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { pinned } from "../processes/pinned.ts";

/** Load on one address of this machine. */
export interface LoadPlan {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bodies in turn, so that nothing is answered from one kept text. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second; as many as are answered unless given. */
  readonly rate?: number;
}

/** What came of it. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Answers that were not 200 or had errors. */
  readonly failures: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const GENERATOR = fileURLToPath(new URL("./generate.ts", import.meta.url));

/** Puts load on an address, from the core of everything that is not measured. */
export async function load(plan: LoadPlan): Promise<Load> {
  const [command, ...args] = pinned("others", [process.execPath, "--import", "tsx", GENERATOR]);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(plan));
  return JSON.parse(await text(child.stdout)) as Load;
}
