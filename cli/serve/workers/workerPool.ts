import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { WORKER_NUMBER } from "./asWorker.ts";
import { type Backoff, backoff } from "./backoff.ts";
import { type FromWorker, readMessage } from "./messages.ts";

/** Workers, of which each that ends is replaced until they are stopped. */
export interface WorkerPool {
  /** Where they serve, once all of them do. Rejects with the exit code of one that cannot be started at all. */
  readonly served: Promise<string>;
  /** Those that are alive, by number. */
  alive(): ReadonlyMap<number, Worker>;
  /** Has them answer what they have been asked, and resolves when all have ended. */
  stop(): Promise<void>;
  /** Ends them where they stand. */
  kill(): void;
}

/** Why a pool has ended before it served: a worker could not start, and has said why. */
export class WorkersFailed extends Error {
  constructor(readonly exitCode: number) {
    super(`a worker ended with ${exitCode}`);
  }
}

/** Starts so many workers that run what this process was asked to run. */
export function startWorkers(count: number, log: Logger): WorkerPool {
  // With a worker on each core, threads that collect garbage beside one only take the core of another.
  if (count >= availableParallelism())
    cluster.setupPrimary({ execArgv: [...new Set([...process.execArgv, "--single-threaded-gc"])] });
  const alive = new Map<number, Worker>();
  const serving = new Set<number>();
  const served = Promise.withResolvers<string>();
  const stopping = new AbortController();
  const ended: Promise<void>[] = [];

  const run = async (number: number, waits: Backoff): Promise<void> => {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      const worker = cluster.fork({ [WORKER_NUMBER]: String(number) });
      alive.set(number, worker);
      worker.on("message", (message) => {
        const said = readMessage<FromWorker>(message);
        if (said?.kind !== "serves") return;
        log.info({ worker: number, workerPid: worker.process.pid }, "a worker serves");
        serving.add(number);
        if (serving.size === count) served.resolve(said.url);
      });
      const [code, signal] = (await once(worker, "exit")) as [number | null, NodeJS.Signals | null];
      alive.delete(number);
      if (stopping.signal.aborted) return;
      // What fails at the very start would fail again.
      if (serving.size < count && !serving.has(number) && code) return served.reject(new WorkersFailed(code));
      const waitMs = waits.after(performance.now() - began);
      log.error({ worker: number, code, signal, waitMs }, "a worker has ended: it is started again");
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  served.promise.catch(() => undefined); // whoever waits for it may have been told to stop by then
  for (let number = 1; number <= count; number++) ended.push(run(number, backoff()));
  return {
    served: served.promise,
    alive: () => alive,
    stop: async () => {
      stopping.abort();
      // A signal, since one that has yet to start, or fails to, does not listen to messages.
      for (const worker of alive.values()) worker.process.kill("SIGTERM");
      await Promise.all(ended);
    },
    kill: () => {
      stopping.abort();
      for (const worker of alive.values()) worker.process.kill("SIGKILL");
    },
  };
}
