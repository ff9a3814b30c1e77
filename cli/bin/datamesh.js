#!/usr/bin/env node
// Starts the command line in TypeScript, on the Node that the packages need: this machine's own may be older.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const require = createRequire(import.meta.url);
const main = fileURLToPath(new URL("../main.ts", import.meta.url));
// Ours, wherever the command is run: the catalog's decorators mean nothing without it.
const tsconfig = fileURLToPath(new URL("./tsconfig.sources.json", import.meta.url));

// Threads that collect garbage beside the program make it wait for them where there is one core for all.
const ONE_CORE = "--single-threaded-gc";
const SERVES = new Set(["serve", "start"]);
const isAlone = SERVES.has(process.argv[2] ?? "") && availableParallelism() === 1;

if (Number(process.versions.node.split(".")[0]) >= NEEDED) {
  if (isAlone && !process.execArgv.includes(ONE_CORE)) {
    // The same process, begun again: there is no other way to have it after Node has started.
    process.execve(
      process.execPath,
      [process.execPath, ONE_CORE, ...process.execArgv, ...process.argv.slice(1)],
      process.env,
    );
  }
  const { register } = await import("tsx/esm/api");
  register({ tsconfig });
  const { run } = await import(main);
  await run(process.argv);
} else {
  const node = join(dirname(require.resolve("node/package.json")), "bin", "node");
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal's Ctrl-C reaches the child by itself; what is sent to this process alone must be passed on.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => undefined);
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 3)));
  child.on("error", () => process.exit(3));
}
