import { setTimeout as sleep } from "node:timers/promises";
import { dutyUrl, openDatabase, productNames } from "@datamesh/kernel/postgres";
import type { TestMesh } from "../testMesh.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { isUnavailable } from "./writers.ts";

/** Readers of the published views, as subgraphs read them. */
export interface Reading {
  readonly reads: () => number;
  /** Stops; answers the reads that failed. */
  stop(): Promise<readonly string[]>;
}

/** Reads every product again and again. No read may fail, unless they `mayWait` for a database that is away. */
export function startReading(mesh: TestMesh, { mayWait = false } = {}): Reading {
  const pools = CRASH_CONTEXTS.map(({ name }) => openDatabase(dutyUrl(mesh.mesh, name, "read"), { max: 2 }));
  const failed: string[] = [];
  let reads = 0;
  let stopped = false;
  const read = async (at: number): Promise<void> => {
    const context = CRASH_CONTEXTS[at];
    while (!stopped) {
      for (const product of context?.products ?? []) {
        const { rows } = productNames(context?.name ?? "", product.name, product.major);
        try {
          await pools[at]?.query({ text: `select * from ${rows}` });
          reads += 1;
        } catch (error) {
          if (!mayWait || !isUnavailable(error)) failed.push(`a read of ${rows} failed: ${String(error)}`);
        }
      }
      await sleep(10);
    }
  };
  const running = CRASH_CONTEXTS.map((_, at) => read(at));
  return {
    reads: () => reads,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      await Promise.all(pools.map((pool) => pool.end()));
      return failed.slice(0, 20);
    },
  };
}
