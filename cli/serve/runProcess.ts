import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { EXIT } from "../exitCode.ts";
import { createLog } from "../log.ts";
import { stopRequested } from "../stopSignals.ts";
import { createStopper } from "../mesh/stopper.ts";
import { type AsWorker, asWorker } from "./workers/asWorker.ts";

/** A process of the mesh that is up. */
export interface ServedProcess {
  readonly url: string;
  /** Tells those who ask it that it goes, while it still answers them. */
  drain(): Promise<void>;
}

/** How a process is started; what it has started is stopped last first. */
export type StartProcess = (
  log: Logger,
  onStop: (stop: () => Promise<void>) => void,
  /** There where it is one of several workers. */
  worker?: AsWorker,
) => Promise<ServedProcess>;

/** What every process of the mesh has. */
export interface ProcessOptions {
  /** As the operator knows it: `subgraph customers`. */
  readonly name: string;
  readonly logLevel: string;
  /** How long it still answers once it has been told to stop. */
  readonly drainMs: number;
  readonly start: StartProcess;
}

/**
 * Runs a process of the mesh until Ctrl-C or SIGTERM: it says where it serves, and at the end first tells those who
 * ask it, then answers what it has been asked. What was started is stopped again when a later step fails.
 */
export async function runProcess({ name, logLevel, drainMs, start }: ProcessOptions): Promise<void> {
  // The query planner reads this variable too, and does not start with names of levels it does not know.
  delete process.env["LOG_LEVEL"];
  const worker = asWorker();
  const log = createLog(logLevel).child({ process: name, ...(worker && { worker: worker.number }) });
  const asked = stopRequested({
    process: worker?.signals ?? process,
    say: (message) => void (worker ?? process.stderr.write(`datamesh: ${message}\n`)),
    end: () => process.exit(EXIT.failed),
  });
  const stopper = createStopper();
  try {
    const served = await start(log, (stop) => stopper.add(stop), worker);
    if (worker === undefined) process.stdout.write(`datamesh: ${name} serves at ${served.url}\n`);
    else worker.serves(served.url);
    await asked;
    await served.drain();
    await sleep(drainMs);
  } finally {
    await stopper.stop().finally(() => worker?.end());
  }
}
