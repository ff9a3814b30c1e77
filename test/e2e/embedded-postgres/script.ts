import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** A process of our own that is told lines and answers lines, in a process group of its own, as under a shell. */
export type Script = {
  readonly pid: number;
  /** The next line it prints; fails with what it wrote to stderr when it has ended. */
  next(): Promise<string>;
  tell(line: string): void;
  /** Resolves when the process is gone. A negative pid reaches its whole group: what Ctrl-C does. */
  kill(signal: NodeJS.Signals): Promise<void>;
  signalGroup(signal: NodeJS.Signals): void;
};

/** Starts a TypeScript file of this folder. */
export function startScript(file: string, ...args: readonly string[]): Script {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { NODE_OPTIONS: _, ...env } = process.env; // jest's
  const child = spawn(process.execPath, ["--import", "tsx", path, ...args], { detached: true, env });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} was not started`);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const complaint = text(child.stderr);
  const next = async () => {
    const line = await lines.next();
    if (line.done) throw new Error(`${file} ended: ${await complaint}`);
    return line.value;
  };
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    pid,
    next,
    tell: (line) => child.stdin.write(`${line}\n`),
    kill,
    signalGroup: (signal) => process.kill(-pid, signal),
  };
}
