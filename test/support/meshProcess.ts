import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stopAnyServer } from "./stopAnyServer.ts";

const PROGRAM = fileURLToPath(new URL("../../cli/bin/datamesh.js", import.meta.url));

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** A data directory of one test, which the database's own user can pass through. */
export async function makeDataDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "datamesh-e2e-"));
  await chmod(home, 0o711);
  const path = join(home, "data");
  return {
    path,
    remove: async () => {
      await stopAnyServer(join(path, "postgres")).catch(() => undefined);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Starts `datamesh ARGS` and leaves its standard input open. */
export function spawnCommand(args: readonly string[], env: Environment, detached = false): ChildProcess {
  // No token, address or option of whoever runs the tests may change their outcome.
  const { PATH = "", HOME = "" } = process.env;
  return spawn(process.execPath, [PROGRAM, ...args], { env: { PATH, HOME, PORT: "0", ...env }, detached });
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  return output;
}

/** Runs `datamesh ARGS` to its end, with `input` on standard input. */
export async function datamesh(
  args: readonly string[],
  env: Environment,
  input = "",
): Promise<CommandResult> {
  const child = spawnCommand(args, env);
  const output = collect(child);
  child.stdin?.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output };
}

/** A GraphQL answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
    readonly extensions?: Record<string, unknown>;
  };
}

/** A mesh in a process of its own. */
export interface MeshProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: { readonly stdout: string; readonly stderr: string };
  token(persona: string, ...options: readonly string[]): Promise<string>;
  ask(token: string | undefined, query: string, variables?: object): Promise<HttpAnswer>;
  /** Sends the signal and resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `datamesh start` and resolves once it says that it is ready. Rejects with its output when it ends instead. */
export async function startMeshProcess(env: Environment): Promise<MeshProcess> {
  const child = spawnCommand(["start"], env, true);
  const output = collect(child);
  await untilReady(child, output);
  const url = /Playground {2}(\S+)\/playground/.exec(output.stdout)?.[1] ?? "";
  return {
    url,
    child,
    output,
    token: async (persona, ...options) =>
      (await datamesh(["token", "--as", persona, ...options], env)).stdout.trim(),
    ask: (token, query, variables) => ask(url, token, query, variables),
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, "close");
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

async function untilReady(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", () => {
      if (output.stdout.includes("Stop with Ctrl-C")) resolve();
    });
    child.on("close", (code) =>
      reject(new Error(`datamesh start ended with ${code}:\n${output.stdout}\n${output.stderr}`)),
    );
  });
}

async function ask(
  url: string,
  token: string | undefined,
  query: string,
  variables?: object,
): Promise<HttpAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as HttpAnswer["body"];
  return { status: response.status, headers: response.headers, body };
}
