import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { contextNames } from "@datamesh/kernel/postgres";
import type { TestMesh } from "../testMesh.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { killProcess } from "./startProcess.ts";

/** What became of projectors one of which was killed. */
export interface TakeOver {
  readonly problems: readonly string[];
  /** Until every context was projected again. */
  readonly milliseconds: number;
}

/** The next one has the lease within 5 s; a machine under load may take longer to let it run. */
const PATIENCE_MILLISECONDS = 20_000;

/** Starts a projector, then one that waits for it, kills the first while writers write, and waits for the other to go on. */
export async function takeOver(
  mesh: TestMesh,
  start: () => Promise<ChildProcess>,
  pauseMilliseconds: number,
): Promise<TakeOver> {
  const first = await start();
  await untilProjected(mesh);
  const second = await start();
  await sleep(pauseMilliseconds);
  await killProcess(first);
  const killed = performance.now();
  const idle = await untilProjected(mesh);
  const milliseconds = Math.ceil(performance.now() - killed);
  await killProcess(second);
  return { milliseconds, problems: idle.map((context) => `nobody projects ${context} after a kill`) };
}

/** Waits until every context has committed after now; answers those that did not. */
async function untilProjected(mesh: TestMesh): Promise<readonly string[]> {
  const [clock] = await mesh.admin.query({ text: "select clock_timestamp() as now" });
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  let idle: string[] = [];
  do {
    await sleep(20);
    idle = [];
    for (const { name } of CRASH_CONTEXTS) {
      const [row] = await mesh.admin.query({
        text: `select coalesce(max(committed_at) > $1, false) as projected from ${contextNames(name).checkpoints}`,
        values: [clock?.["now"]],
      });
      if (row?.["projected"] !== "t") idle.push(name);
    }
  } while (idle.length > 0 && performance.now() < deadline);
  return idle;
}
