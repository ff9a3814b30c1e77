import { setTimeout as sleep } from "node:timers/promises";
import { productRef } from "@datamesh/kernel/product";
import { between, createRandom } from "../../cli/sample/random.ts";
import type { CrashKind } from "../support/crash/crashKind.ts";
import { copyTemplate, CRASH_CONTEXTS } from "../support/crash/crashMesh.ts";
import { problemsAfter } from "../support/crash/finish.ts";
import { unfinishedGenerations } from "../support/crash/leftovers.ts";
import { startProjecting } from "../support/crash/projecting.ts";
import { startReading } from "../support/crash/reading.ts";
import { rebuildOne } from "../support/crash/rebuildOne.ts";
import { killProcess, startProcess } from "../support/crash/startProcess.ts";
import { watchSnapshots } from "../support/crash/watchSnapshots.ts";
import { startWriters } from "../support/crash/writers.ts";
import type { TestMesh } from "../support/testMesh.ts";

const KILLS = 4;
/** A rebuild of little is soon done: if none was met at work, it is tried more often. */
const MOST_KILLS = 20;

/** Rebuilds killed with -9 at random moments while products are written, projected and read. */
export const rebuildKilled: CrashKind = {
  name: "rebuild",
  run: async ({ seed, server, say }) => {
    const random = createRandom(seed);
    const mesh = await copyTemplate(server);
    const projecting = startProjecting(mesh, { batchSize: between(random, 50, 200), pollMilliseconds: 150 });
    const writers = startWriters(mesh.mesh, { seed, pauseMilliseconds: 400 });
    const watch = watchSnapshots(mesh, seed);
    const reading = startReading(mesh);
    let [killedAtWork, resumed] = [0, 0];
    let kills = 0;
    for (; kills < KILLS || (killedAtWork === 0 && kills < MOST_KILLS); kills += 1) {
      const child = await startProcess("rebuildProcess.ts", mesh.mesh.url, String(seed + kills));
      child.stdout?.on("data", (said: Buffer) => (resumed += said.toString().split("resumed").length - 1));
      await sleep(between(random, 100, 900));
      await killProcess(child);
      if ((await unfinishedGenerations(mesh.admin)).length > 0) killedAtWork += 1;
    }
    const afterwards = await rebuildEverything(mesh, () => (resumed += 1));
    await writers.stop();
    await projecting.untilCaughtUp();
    await projecting.stop();
    const problems = [
      ...afterwards,
      ...(await reading.stop()),
      ...(await watch.stop()),
      ...projecting.problems(),
      ...(await problemsAfter(server, mesh, writers)),
    ];
    // A process picks its products at random, so that not every run goes on with one that was cut off.
    say(`rebuild: ${resumed} gone on with`);
    const counts = {
      acknowledged: writers.acknowledged(),
      kills,
      killedAtWork,
      reads: reading.reads(),
      snapshots: watch.seen(),
    };
    await mesh.stop();
    return { problems, counts };
  },
};

/** Rebuilds each product to the end: nothing that killed rebuilds left is in the way, or still there afterwards. */
async function rebuildEverything(mesh: TestMesh, onResumed: () => void): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const context of CRASH_CONTEXTS) {
    for (const product of context.products) {
      const { differingRows, changedFields, historyKept } = await rebuildOne(mesh.mesh, context, product, {
        onLeft: (left) => "events" in left && onResumed(),
      });
      if (differingRows === 0 && changedFields.length === 0 && historyKept) continue;
      problems.push(
        `the rebuild of ${productRef(product.name, product.major)} changed ${differingRows} rows in ` +
          `${changedFields.join(", ")}, its history ${historyKept ? "kept" : "not kept"}`,
      );
    }
  }
  const left = await unfinishedGenerations(mesh.admin);
  return [...problems, ...left.map((each) => `${each} is left over`)];
}
