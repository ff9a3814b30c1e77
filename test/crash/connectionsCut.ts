import { setTimeout as sleep } from "node:timers/promises";
import { between, createRandom, pick } from "../../cli/sample/random.ts";
import { startAsking } from "../support/crash/askGateway.ts";
import type { CrashKind } from "../support/crash/crashKind.ts";
import { CRASH_CONTEXTS } from "../support/crash/crashMesh.ts";
import { startCutMesh } from "../support/crash/cutMesh.ts";
import { problemsAfter } from "../support/crash/finish.ts";
import { outagesIn } from "../support/crash/logLines.ts";
import { pendingEvents } from "../support/crash/pendingEvents.ts";
import { rebuildOne } from "../support/crash/rebuildOne.ts";
import { watchSnapshots } from "../support/crash/watchSnapshots.ts";
import { startWriters } from "../support/crash/writers.ts";
import type { OwnServer } from "../support/ownServer.ts";
import type { TestMesh } from "../support/testMesh.ts";

const CUTS = 10;
/** What the gateway and the projectors get to go on by themselves. */
const PATIENCE_MILLISECONDS = 30_000;

/** Every connection of a running mesh cut, again and again, while it is written, projected, rebuilt and asked. */
export const connectionsCut: CrashKind = {
  name: "connections",
  run: async ({ seed, server }) => {
    const random = createRandom(seed);
    const mesh = await startCutMesh(server);
    try {
      const asking = startAsking(mesh.process, await mesh.process.token("analyst"));
      const writers = startWriters(mesh.beside.mesh, { seed, pauseMilliseconds: 400 });
      const watch = watchSnapshots(mesh.beside, seed);
      const rebuilding = startRebuilding(mesh.beside, random);
      let cut = 0;
      for (let n = 0; n < CUTS; n += 1) {
        await sleep(between(random, 20, 700));
        cut += await cutConnections(server);
      }
      await Promise.all([rebuilding.stop(), writers.stop()]);
      const problems = [
        ...(await untilOn(asking, mesh.beside)),
        ...(await asking.stop()),
        ...(await watch.stop()),
      ];
      await untilOver(mesh.process);
      const ended = await mesh.process.stop();
      if (ended !== 0) problems.push(`datamesh start ended with ${ended}`);
      const outages = outagesIn(mesh.process.output.stderr);
      problems.push(...outages.problems, ...(await problemsAfter(server, mesh.beside, writers)));
      return {
        problems,
        counts: {
          acknowledged: writers.acknowledged(),
          cut,
          failuresTold: outages.failures,
          answers: asking.whole(),
          rebuilds: rebuilding.done(),
          snapshots: watch.seen(),
        },
      };
    } finally {
      await mesh.remove();
    }
  },
};

/** Cuts all connections but the test's own; answers how many. */
async function cutConnections(server: OwnServer): Promise<number> {
  const client = await server.connect();
  try {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name not like 'crash test%'`,
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

function startRebuilding({ mesh }: TestMesh, random: () => number) {
  let stopped = false;
  let done = 0;
  const running = (async () => {
    while (!stopped) {
      const context = pick(random, CRASH_CONTEXTS);
      await rebuildOne(mesh, context, pick(random, context.products));
      done += 1;
    }
  })();
  return {
    done: () => done,
    stop: async (): Promise<void> => {
      stopped = true;
      await running;
    },
  };
}

/** Waits while a failure is not over yet: what has nothing to do tries again some seconds later. */
async function untilOver(mesh: { readonly output: { readonly stderr: string } }): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (performance.now() < deadline && outagesIn(mesh.output.stderr).problems.length > 0) await sleep(50);
}

/** Waits until a mesh answers in whole again and has folded everything; answers what it did not do. */
async function untilOn(asking: ReturnType<typeof startAsking>, mesh: TestMesh): Promise<string[]> {
  const answered = asking.whole();
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (performance.now() < deadline) {
    const pending = await pendingEvents(mesh);
    if (pending === 0 && asking.whole() > answered) return [];
    await sleep(50);
  }
  return ["the mesh did not go on by itself"];
}
