import { setTimeout as sleep } from "node:timers/promises";
import { between, createRandom } from "../../cli/sample/random.ts";
import type { CrashKind } from "../support/crash/crashKind.ts";
import { copyTemplate } from "../support/crash/crashMesh.ts";
import { problemsAfter } from "../support/crash/finish.ts";
import { pendingEvents } from "../support/crash/pendingEvents.ts";
import { killProcess, startProcess } from "../support/crash/startProcess.ts";
import { takeOver } from "../support/crash/takeOver.ts";
import { watchSnapshots } from "../support/crash/watchSnapshots.ts";
import { startWriters } from "../support/crash/writers.ts";

const KILLS = 3;

/**
 * Two projectors of every product, killed with -9 at random moments under writers, again and again; then two that wait
 * for each other by leases, of which the one at work is killed.
 */
export const projectorKilled: CrashKind = {
  name: "projector",
  run: async ({ seed, server }) => {
    const random = createRandom(seed);
    const mesh = await copyTemplate(server);
    const writers = startWriters(mesh.mesh, { seed, pauseMilliseconds: 500 });
    const watch = watchSnapshots(mesh, seed);
    const start = (way: "leased" | "unleased") =>
      startProcess("projectorProcess.ts", mesh.mesh.url, String(between(random, 5, 100)), way);
    let killedAtWork = 0;
    const projectAndDie = async (): Promise<void> => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = await start("unleased");
        await sleep(between(random, 20, 500));
        await killProcess(child);
        if ((await pendingEvents(mesh)) > 0) killedAtWork += 1;
      }
    };
    await Promise.all([projectAndDie(), projectAndDie()]);
    const took = await takeOver(mesh, () => start("leased"), between(random, 0, 500));
    await writers.stop();
    const problems = [
      ...(await watch.stop()),
      ...took.problems,
      ...(await problemsAfter(server, mesh, writers)),
    ];
    const counts = {
      acknowledged: writers.acknowledged(),
      kills: 2 * KILLS + 1,
      killedAtWork,
      takeOverMs: took.milliseconds,
      snapshots: watch.seen(),
    };
    await mesh.stop();
    return { problems, counts };
  },
};
