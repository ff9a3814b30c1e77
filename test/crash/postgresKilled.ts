import { setTimeout as sleep } from "node:timers/promises";
import { between, createRandom } from "../../cli/sample/random.ts";
import type { CrashKind } from "../support/crash/crashKind.ts";
import { copyTemplate } from "../support/crash/crashMesh.ts";
import { problemsAfter } from "../support/crash/finish.ts";
import { startProjecting } from "../support/crash/projecting.ts";
import { untilMore } from "../support/crash/untilMore.ts";
import { watchSnapshots } from "../support/crash/watchSnapshots.ts";
import { startWriters } from "../support/crash/writers.ts";

const KILLS = 3;

/** PostgreSQL stopped without a checkpoint (`pg_ctl stop -m immediate`) under writers and projectors, and started again. */
export const postgresKilled: CrashKind = {
  name: "postgres",
  run: async ({ seed, server }) => {
    const random = createRandom(seed);
    const mesh = await copyTemplate(server);
    const projecting = startProjecting(mesh, { batchSize: between(random, 5, 100), pollMilliseconds: 30 });
    const writers = startWriters(mesh.mesh, { seed });
    const watch = watchSnapshots(mesh, seed);
    let wroteBefore = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (await untilMore(() => writers.acknowledged())) wroteBefore += 1;
      await sleep(between(random, 0, 900));
      await server.crash();
      await sleep(between(random, 0, 300));
      await server.start();
    }
    await sleep(between(random, 100, 500));
    await writers.stop();
    await projecting.untilCaughtUp();
    await projecting.stop();
    const problems = [
      ...(await watch.stop()),
      ...projecting.problems(),
      ...(await problemsAfter(server, mesh, writers)),
    ];
    const counts = {
      acknowledged: writers.acknowledged(),
      kills: KILLS,
      wroteBefore,
      snapshots: watch.seen(),
    };
    await mesh.stop();
    return { problems, counts };
  },
};
