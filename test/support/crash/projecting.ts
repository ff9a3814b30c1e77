import { setTimeout as sleep } from "node:timers/promises";
import {
  type Database,
  dutyUrl,
  openDatabase,
  type ProjectorState,
  startContextProjector,
  startSequencer,
  type WorkLoop,
} from "@datamesh/kernel/postgres";
import { productRef } from "@datamesh/kernel/product";
import type { TestMesh } from "../testMesh.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { pendingEvents } from "./pendingEvents.ts";

/** The projectors of a mesh in this process, as `datamesh start` runs them, and what they said. */
export interface Projecting {
  /** Changes of state, in order: what would be lines of the log. */
  readonly states: readonly ProjectorState[];
  /** A projector that said the same failure twice in a row, or ended in another state than RUNNING. */
  problems(): readonly string[];
  untilCaughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/** An id is offered to the outbox once, and what fails is tried again. */
const SILENT = { onFailure: () => undefined, onRepeated: () => undefined };
const PATIENCE_MILLISECONDS = 60_000;

/** Starts them. A product commits at most once in `pollMilliseconds`, which bounds what a replay has to repeat. */
export function startProjecting(
  mesh: TestMesh,
  { batchSize, pollMilliseconds }: { readonly batchSize: number; readonly pollMilliseconds: number },
): Projecting {
  const states: ProjectorState[] = [];
  const pools: Database[] = [];
  const sequencers: WorkLoop[] = [];
  const projectors = CRASH_CONTEXTS.map((context) => {
    const as = (max: number): Database => {
      const pool = openDatabase(dutyUrl(mesh.mesh, context.name, "project"), { max });
      pools.push(pool);
      return pool;
    };
    const database = as(4);
    const { name } = context;
    sequencers.push(startSequencer(name, as(1), { ...SILENT, pollMilliseconds }));
    return startContextProjector(
      context.name,
      context.products.map((product) => ({
        ...mesh.projection(productRef(product.name, product.major)),
        database,
      })),
      { batchSize, pollMilliseconds, shared: as(2), onState: (state) => states.push(state) },
    );
  });
  return {
    states,
    problems: () =>
      projectors
        .flatMap((projector) => projector.states())
        .filter(({ status }) => status !== "RUNNING")
        .map(({ product, status, reason }) => `${product} is ${status} in the end: ${reason}`),
    untilCaughtUp: async () => {
      const deadline = performance.now() + PATIENCE_MILLISECONDS;
      while ((await pendingEvents(mesh)) > 0) {
        if (performance.now() > deadline) throw new Error("the projectors did not go on by themselves");
        await sleep(50);
      }
    },
    stop: async () => {
      await Promise.all([...projectors, ...sequencers].map((each) => each.stop()));
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
