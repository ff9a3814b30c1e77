import type { EventLog, NewEvent } from "@datamesh/kernel/log";
import { memoryEventLog } from "@datamesh/kernel/testing";
import { models } from "../../subgraphs/index.ts";
import { startTestMesh } from "./testMesh.ts";

/** A log to try the contract of logs on, empty at first. */
export interface OpenLog {
  readonly log: EventLog;
  readonly stop: () => Promise<void>;
}

/** Every adapter of the EventLog port, by name. */
export const EVENT_LOGS: readonly (readonly [string, () => Promise<OpenLog>])[] = [
  ["memory", async () => ({ log: memoryEventLog("models_events"), stop: async () => undefined })],
  [
    "PostgreSQL",
    async () => {
      const mesh = await startTestMesh([models], { partitionSize: 7 });
      return { log: mesh.log("models"), stop: () => mesh.stop() };
    },
  ],
];

/** An event by its id. */
export const newEvent = (id: string, type = "MODEL_DEPLOYED"): NewEvent => ({
  id,
  type,
  version: 1,
  occurredAt: "2026-01-01T00:00:00.123Z",
  data: { modelName: "m", modelVersion: id },
  metadata: { source: "test" },
});

/** So many events, with ids of one prefix. */
export const newEvents = (count: number, prefix: string): NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent(`${prefix}-${index}`));
