import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../../support/planRandomly.ts", import.meta.url));
const operations = Number(process.env["RANDOM_RUNS"] ?? 2_000);

/** The planner is Rust: what it did not foresee ends its process, which is a child's here. */
async function planInChild(seed: number) {
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, String(seed), String(operations)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  const [told, problem, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const lines = told.trimEnd().split("\n");
  return {
    seed,
    code,
    signal,
    planned: lines.length - 1,
    last: lines.at(-1),
    problem: problem.slice(0, 2_000),
  };
}

test("no random operation ends the process that plans it", async () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const whole = { seed, code: 0, signal: null, planned: operations, last: "done", problem: "" };
  // What differs shows the seed, and the operation that was the last.
  expect(await planInChild(seed)).toEqual(whole);
}, 3_600_000);
