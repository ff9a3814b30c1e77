import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The command of this repository. */
const PROGRAM = fileURLToPath(new URL("../../cli/bin/datamesh.js", import.meta.url));

/** One process of a mesh. */
export interface ServedProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Sends the signal and resolves with the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts `datamesh ARGS` with these settings and no others; resolves once it says where it serves. */
export async function startServedProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { program = PROGRAM, cwd }: { readonly program?: string; readonly cwd?: string } = {},
): Promise<ServedProcess> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [program, ...args], { env: { PATH, HOME, ...env }, cwd });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", () => {
      const served = / serves at (\S+)\n/.exec(output.stdout)?.[1];
      if (served !== undefined) resolve(served);
    });
    child.on("close", (code) =>
      reject(new Error(`datamesh ${args.join(" ")} ended with ${code}:\n${output.stdout}\n${output.stderr}`)),
    );
  });
  return {
    url,
    child,
    output,
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, "close");
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

/** Resolves once a process says that it is ready. */
export async function untilReady(url: string): Promise<void> {
  while (!(await isReady(url))) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Whether a process says that it can be asked. */
export async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`);
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
