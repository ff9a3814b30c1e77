import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@datamesh/kernel/postgres";
import { between, createRandom } from "../../../cli/sample/random.ts";
import type { TestMesh } from "../testMesh.ts";
import { snapshotProblems } from "./snapshotProblems.ts";
import { isUnavailable } from "./writers.ts";

/** Looks at snapshots while a run is under way. */
export interface SnapshotWatch {
  /** How many snapshots were compared so far. */
  readonly seen: () => number;
  /** Stops looking; answers what was wrong. */
  stop(): Promise<readonly string[]>;
}

/** Takes snapshots at random moments and compares checkpoints with tables; while the database is away it waits. */
export function watchSnapshots({ mesh }: TestMesh, seed: number): SnapshotWatch {
  const random = createRandom(seed + 1);
  const admin = openDatabase(mesh.url, { max: 1, name: "crash test watch" });
  const problems: string[] = [];
  let seen = 0;
  let stopped = false;
  const watch = async (): Promise<void> => {
    while (!stopped) {
      try {
        problems.push(...(await snapshotProblems(admin)).map((each) => `while it ran: ${each}`));
        seen += 1;
      } catch (error) {
        if (!isUnavailable(error)) problems.push(`a snapshot failed: ${String(error)}`);
      }
      await sleep(between(random, 50, 400));
    }
  };
  const watching = watch();
  return {
    seen: () => seen,
    stop: async () => {
      stopped = true;
      await watching;
      await admin.end();
      return problems.slice(0, 20);
    },
  };
}
