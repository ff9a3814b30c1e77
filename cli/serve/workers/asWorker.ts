import cluster from "node:cluster";
import { EventEmitter } from "node:events";
import type { MetricFamily } from "../../../gateway/admin/index.ts";
import { type FromWorker, readMessage, type ToWorker } from "./messages.ts";

/** This process as one of several workers. */
export interface AsWorker {
  /** Counted from 1; a worker that was started in place of another has its number. */
  readonly number: number;
  /** Where the primary's word to stop arrives, as SIGTERM. */
  readonly signals: EventEmitter;
  serves(url: string): void;
  /** Answers the primary when it asks what is measured here. */
  answerMetrics(read: () => Promise<readonly MetricFamily[]>): void;
  /** Lets the process end when there is nothing left to do; the channel to the primary would keep it alive. */
  end(): void;
}

/** By this the primary tells a worker its number. */
export const WORKER_NUMBER = "DATAMESH_WORKER_NUMBER";

/** Undefined in a process that is no worker. */
export function asWorker(): AsWorker | undefined {
  if (!cluster.isWorker) return undefined;
  const signals = new EventEmitter();
  // A terminal's Ctrl-C reaches workers too: what becomes of them is for the primary to say.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => void signals.emit("SIGTERM"));
  return {
    number: Number(process.env[WORKER_NUMBER]),
    signals,
    end: () => process.channel?.unref(),
    serves: (url) => send({ kind: "serves", url }),
    answerMetrics: (read) => {
      process.on("message", (message) => {
        const asked = readMessage<ToWorker>(message);
        if (asked?.kind !== "metrics") return;
        void read()
          .catch(() => [])
          .then((families) => send({ kind: "metrics", question: asked.question, families }));
      });
    },
  };
}

/** Nobody listens any more when the primary is gone. */
function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
