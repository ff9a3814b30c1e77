import type { Worker } from "node:cluster";
import { type MetricFamily, processMetrics } from "../../../gateway/admin/index.ts";
import { mergeMetrics } from "./mergeMetrics.ts";
import { type FromWorker, readMessage, type ToWorker } from "./messages.ts";

const PATIENCE_MS = 1_000;

/** Asks all workers what they have measured; one that says nothing in a second is left out. */
export function metricsAsker(
  alive: () => ReadonlyMap<number, Worker>,
): () => Promise<readonly MetricFamily[]> {
  let questions = 0;
  return async () => {
    questions += 1;
    const asked = [...alive()].map(async ([number, worker]) => {
      const families = await ask(worker, questions);
      return [String(number), families] as const;
    });
    return mergeMetrics(new Map([["primary", processMetrics(new Date())], ...(await Promise.all(asked))]));
  };
}

function ask(worker: Worker, question: number): Promise<readonly MetricFamily[]> {
  return new Promise((resolve) => {
    const end = (families: readonly MetricFamily[]): void => {
      clearTimeout(patience);
      worker.off("message", hear);
      resolve(families);
    };
    const hear = (message: unknown): void => {
      const said = readMessage<FromWorker>(message);
      if (said?.kind === "metrics" && said.question === question) end(said.families);
    };
    const patience = setTimeout(end, PATIENCE_MS, []);
    worker.on("message", hear);
    const asking: ToWorker = { kind: "metrics", question };
    if (worker.isConnected()) worker.send(asking);
    else end([]);
  });
}
