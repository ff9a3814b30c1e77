import { setTimeout as sleep } from "node:timers/promises";
import { contextNames } from "@datamesh/kernel/postgres";
import { between, createRandom, pick } from "../../cli/sample/random.ts";
import type { CrashKind } from "../support/crash/crashKind.ts";
import { CRASH_CONTEXTS } from "../support/crash/crashMesh.ts";
import { problemsAfter } from "../support/crash/finish.ts";
import { meshWithMovableClock, moveClock } from "../support/crash/movableClock.ts";
import { startProjecting } from "../support/crash/projecting.ts";
import { watchSnapshots } from "../support/crash/watchSnapshots.ts";
import { startWriters } from "../support/crash/writers.ts";
import type { TestMesh } from "../support/testMesh.ts";

const JUMPS = 8;
const HOURS = 3_600;

/** The database's clock set forth and back by seconds and hours, under writers and two projectors with leases. */
export const clockMoved: CrashKind = {
  name: "clock",
  run: async ({ seed, server }) => {
    const random = createRandom(seed);
    const mesh = await meshWithMovableClock(server);
    const projecting = [60, 90].map((pollMilliseconds) =>
      startProjecting(mesh, { batchSize: between(random, 5, 100), pollMilliseconds }),
    );
    const writers = startWriters(mesh.mesh, { seed, pauseMilliseconds: 200 });
    const watch = watchSnapshots(mesh, seed);
    for (let jump = 0; jump < JUMPS; jump += 1) {
      await sleep(between(random, 100, 600));
      await moveClock(
        mesh,
        pick(random, [0, between(random, -5, 5), between(random, -3 * HOURS, 3 * HOURS)]),
      );
    }
    await moveClock(mesh, -3 * HOURS);
    const before = writers.acknowledged();
    await sleep(500);
    await writers.stop();
    for (const each of projecting) await each.untilCaughtUp();
    for (const each of projecting) await each.stop();
    const problems = [
      ...(await watch.stop()),
      ...(writers.acknowledged() > before ? [] : ["nothing was appended once the clock was set back"]),
      ...(await timesGoingBack(mesh)),
      ...(await problemsAfter(server, mesh, writers)),
    ];
    const counts = {
      acknowledged: writers.acknowledged(),
      jumps: JUMPS + 1,
      eventsAheadOfTheClock: await aheadOfTheClock(mesh),
      snapshots: watch.seen(),
    };
    await mesh.stop();
    return { problems, counts };
  },
};

/** Events that were recorded, as the log has it, before the event that stands before them. */
async function timesGoingBack({ admin }: TestMesh): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { name } of CRASH_CONTEXTS) {
    const rows = await admin.query({
      text: `select seq_id from (select seq_id, recorded_at, lag(recorded_at) over (order by seq_id) as before
               from ${contextNames(name).log}) as each where recorded_at < before limit 3`,
    });
    problems.push(...rows.map((row) => `recorded_at of ${name} goes back at ${row["seq_id"]}`));
  }
  return problems;
}

/** How many events the log holds that were recorded later than the clock says it is now. */
async function aheadOfTheClock({ admin }: TestMesh): Promise<number> {
  let ahead = 0;
  for (const { name } of CRASH_CONTEXTS) {
    const [row] = await admin.query({
      text: `select count(*) as ahead from ${contextNames(name).log} where recorded_at > clock_timestamp()`,
    });
    ahead += Number(row?.["ahead"]);
  }
  return ahead;
}
