import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GuideStep, guideSteps, missingLines } from "./guideSteps.ts";

/** Whoever follows guides: a shell in a repository, and perhaps a mesh in another terminal. */
export interface Reader {
  /**
   * Does what a guide says, step by step, and answers how many steps there were. Throws at the first that does not do
   * what the guide says. With `keep`, a mesh that runs already is used where the guide starts one.
   */
  follow(guide: string, options?: { readonly keep?: boolean }): Promise<number>;
  /** Stops the mesh, if one runs. */
  leave(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** Sits down in a directory, with this environment and no other. */
export function readerIn(cwd: string, env: Environment): Reader {
  let mesh: ChildProcess | undefined;
  const stopMesh = async (): Promise<void> => {
    if (mesh === undefined || mesh.exitCode !== null) return;
    const ended = once(mesh, "exit");
    // Ctrl-C reaches everything that the terminal runs.
    process.kill(-(mesh.pid ?? 0), "SIGINT");
    await ended;
    mesh = undefined;
  };
  return {
    leave: stopMesh,
    follow: async (guide, { keep = false } = {}) => {
      const steps = guideSteps(await readFile(guide, "utf8"));
      const shell = openShell(cwd, env);
      try {
        for (const step of steps) {
          if (step.kind === "stopped") await stopMesh();
          if (step.kind === "start") {
            if (keep && mesh !== undefined) continue;
            await stopMesh();
            mesh = await startMesh(step.commands, cwd, env);
          } else await (step.kind === "edit" ? edit(cwd, step) : runStep(shell, step));
        }
      } finally {
        shell.close();
      }
      return steps.length;
    },
  };
}

async function edit(
  cwd: string,
  { file, before, after }: Extract<GuideStep, { kind: "edit" }>,
): Promise<void> {
  const path = join(cwd, file);
  const source = await readFile(path, "utf8");
  if (!source.includes(before)) throw new Error(`${file} has no\n${before}\nbut is\n${source}`);
  await writeFile(
    path,
    source.replace(before, () => after),
  );
}

async function runStep(
  shell: Shell,
  step: Extract<GuideStep, { kind: "run" | "fail" | "stopped" }>,
): Promise<void> {
  const { code, output } = await shell.run(step.commands, step.kind === "fail");
  const missing = missingLines(step.prints, output);
  if ((code === 0) !== (step.kind === "fail") && missing.length === 0) return;
  throw new Error(
    `${step.commands}ended with ${code} and printed\n${output}\nwhat the guide says and was not there:\n${missing.join("\n")}`,
  );
}

interface Shell {
  /** Runs commands after those before, whose variables and functions they see. Ends at the first that fails. */
  run(commands: string, apart: boolean): Promise<{ readonly code: number; readonly output: string }>;
  close(): void;
}

function openShell(cwd: string, env: Environment): Shell {
  const child = spawn("bash", ["-euo", "pipefail"], { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  return {
    run: async (commands, apart) => {
      output = "";
      // Apart, a failure ends only the commands themselves; otherwise it ends the shell.
      const [begin, end] = apart ? ["set +e; (set -e\n", ")"] : ["{\n", "}"];
      child.stdin.write(`${begin}${commands}${end} 2>&1 </dev/null\necho "@@ended $?"; set -e\n`);
      return new Promise((resolve) => {
        const look = (): void => {
          const ended = /@@ended (\d+)\n/.exec(output);
          if (ended === null) return;
          child.stdout.off("data", look);
          child.off("close", closed);
          resolve({ code: Number(ended[1]), output: output.slice(0, ended.index) });
        };
        const closed = (code: number | null): void => resolve({ code: code ?? 1, output });
        child.stdout.on("data", look);
        child.once("close", closed);
      });
    },
    close: () => child.stdin.end(),
  };
}

async function startMesh(commands: string, cwd: string, env: Environment): Promise<ChildProcess> {
  const child = spawn("bash", ["-euc", commands], {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("Stop with Ctrl-C")) resolve();
      });
    }
    child.on("exit", (code) => reject(new Error(`${commands}ended with ${code}:\n${output}`)));
  });
  return child;
}
