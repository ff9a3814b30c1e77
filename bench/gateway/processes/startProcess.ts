import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { pinned } from "./pinned.ts";

/** A process that the benchmark started. */
export interface Started {
  readonly pid: number;
  /** Has it and all that it started stand still, so that it takes nothing from what is measured on its core. */
  freeze(): void;
  /** Has it go on. */
  thaw(): void;
  stop(): Promise<void>;
}

/** Starts a process on one of the cores; what it prints is shown only when it ends by itself. */
export function startProcess(
  role: "measured" | "others",
  command: readonly [string, ...string[]],
  options: Pick<SpawnOptions, "cwd" | "env"> = {},
): Started {
  const [file, ...args] = pinned(role, command);
  // A group of its own, which what it starts belongs to as well.
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, name);
  };
  process.once("exit", () => signal("SIGKILL"));
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-4_000)));
  let stopping = false;
  child.on("exit", (code) => {
    if (!stopping) process.stderr.write(`${command.join(" ")} ended with ${String(code)}:\n${printed}\n`);
  });
  return {
    pid: child.pid ?? 0,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    stop: () => {
      stopping = true;
      signal("SIGCONT");
      return stopped(child);
    },
  };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await once(child, "exit");
  clearTimeout(force);
}

const PATIENCE_MS = 60_000;

/** Waits until a query is answered at an address. Fails after a minute. */
export async function untilAnswered(
  url: string,
  headers: Readonly<Record<string, string>>,
  query: string,
): Promise<void> {
  const patience = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query }),
    }).then(
      async (response) => ({ ok: response.ok, body: await response.text() }),
      (error: unknown) => ({ ok: false, body: String(error) }),
    );
    if (answer.ok && !answer.body.includes('"errors"')) return;
    if (performance.now() > patience) throw new Error(`${url} does not answer: ${answer.body}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
