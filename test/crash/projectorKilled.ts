import { setTimeout as sleep } from "node:timers/promises";
import { between, createRandom } from "../../cli/sample/random.ts";
import type { CrashKind } from "../support/crash/crashKind.ts";
import { copyTemplate } from "../support/crash/crashMesh.ts";
import { problemsAfter } from "../support/crash/finish.ts";
import { pendingEvents } from "../support/crash/pendingEvents.ts";
import { killProcess, startProcess } from "../support/crash/startProcess.ts";
import { watchSnapshots } from "../support/crash/watchSnapshots.ts";
import { startWriters } from "../support/crash/writers.ts";

const KILLS = 4;

/** Two projectors of every product, killed with -9 at random moments under writers, again and again. */
export const projectorKilled: CrashKind = {
  name: "projector",
  run: async ({ seed, server }) => {
    const random = createRandom(seed);
    const mesh = await copyTemplate(server);
    const writers = startWriters(mesh.mesh, { seed });
    const watch = watchSnapshots(mesh, seed);
    const start = () => startProcess("projectorProcess.ts", mesh.mesh.url, String(between(random, 1, 60)));
    let killedAtWork = 0;
    const projectAndDie = async (): Promise<void> => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = await start();
        await sleep(between(random, 20, 500));
        await killProcess(child);
        if ((await pendingEvents(mesh)) > 0) killedAtWork += 1;
      }
    };
    await Promise.all([projectAndDie(), projectAndDie()]);
    await writers.stop();
    const problems = [...(await watch.stop()), ...(await problemsAfter(server, mesh, writers))];
    const counts = {
      acknowledged: writers.acknowledged(),
      kills: 2 * KILLS,
      killedAtWork,
      snapshots: watch.seen(),
    };
    await mesh.stop();
    return { problems, counts };
  },
};
