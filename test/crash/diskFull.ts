import { setTimeout as sleep } from "node:timers/promises";
import type { ProjectorState } from "@datamesh/kernel/postgres";
import { between, createRandom, pick } from "../../cli/sample/random.ts";
import type { CrashKind } from "../support/crash/crashKind.ts";
import { CRASH_CONTEXTS, crashDatabase, makeTemplate } from "../support/crash/crashMesh.ts";
import { problemsAfter } from "../support/crash/finish.ts";
import { startProjecting } from "../support/crash/projecting.ts";
import { startReading } from "../support/crash/reading.ts";
import { mountSmallDisk, noSmallDisk } from "../support/crash/smallDisk.ts";
import { untilMore } from "../support/crash/untilMore.ts";
import { watchSnapshots } from "../support/crash/watchSnapshots.ts";
import { startWriters } from "../support/crash/writers.ts";
import { startOwnServer } from "../support/ownServer.ts";
import { openTestMesh } from "../support/testMesh.ts";

const MEBIBYTES = 300;
/** Little log is kept, so that a full disk is met soon: by a table that grows, or by the log itself. */
const SMALL = { max_wal_size: "64MB", min_wal_size: "32MB" };

/** The disk under the database full, for a while, under writers, projectors and readers. */
export const diskFull: CrashKind = {
  name: "disk",
  cannot: noSmallDisk,
  run: async ({ seed, server }) => {
    const random = createRandom(seed);
    const disk = await mountSmallDisk(MEBIBYTES);
    const outages = { died: 0, failed: 0, back: 0 };
    const small = await startOwnServer({
      home: disk,
      postgresFlags: SMALL,
      outages: {
        died: () => (outages.died += 1),
        failed: () => (outages.failed += 1),
        back: () => (outages.back += 1),
      },
    });
    try {
      await makeTemplate(small, "mesh");
      const mesh = openTestMesh(crashDatabase(small.url, "mesh"), CRASH_CONTEXTS);
      const projecting = startProjecting(mesh, { batchSize: between(random, 20, 200), pollMilliseconds: 50 });
      const writers = startWriters(mesh.mesh, { seed, pauseMilliseconds: 60 });
      const reading = startReading(mesh, { mayWait: true });
      const watch = watchSnapshots(mesh, seed);
      await sleep(between(random, 200, 1_000));
      await disk.fill(pick(random, [0, 0, between(random, 0, 4_000_000)]));
      const refused = await untilMore(() => writers.unavailable());
      const readBefore = reading.reads();
      await sleep(between(random, 500, 2_500));
      const readsMeanwhile = reading.reads() - readBefore;
      const told = projecting.states.filter(({ status }) => status === "FAILING");
      await disk.free();
      const accepted = await untilMore(() => writers.acknowledged());
      await writers.stop();
      await projecting.untilCaughtUp();
      await projecting.stop();
      const problems = [
        ...(refused ? [] : ["no append was refused on a full disk"]),
        ...(outages.died === 0 ? saidAgain(told) : []),
        ...(accepted ? [] : ["no append was accepted after the disk had room again"]),
        ...(await reading.stop()),
        ...(await watch.stop()),
        ...projecting.problems(),
        ...(await problemsAfter(server, mesh, writers)),
      ];
      const counts = {
        acknowledged: writers.acknowledged(),
        refused: writers.unavailable(),
        // PostgreSQL itself gives up when it has no room for its own log, and is started again until it has.
        ...(outages.died === 0 ? { readsMeanwhile } : { died: outages.died }),
        snapshots: watch.seen(),
      };
      return { problems, counts };
    } finally {
      await disk.free();
      await small.remove();
    }
  },
};

/** A batch may find room where the one before found none, and so a projector may say it again; not at every attempt. */
const MOST_TOLD = 3;

/** Projectors that said the same of one outage again and again. */
function saidAgain(told: readonly ProjectorState[]): readonly string[] {
  const lines = Map.groupBy(told, ({ product, reason }) => `${product} failed: ${reason}`);
  return [...lines]
    .filter(([, each]) => each.length > MOST_TOLD)
    .map(([line, each]) => `said ${each.length} times: ${line}`);
}
