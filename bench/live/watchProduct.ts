import { randomUUID } from "node:crypto";
import { prepareEvent } from "@datamesh/kernel/event";
import { dutyUrl, type MeshDatabase, openDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
import { models } from "../../subgraphs/index.ts";

/** A product of which every event makes one row, watched. */
export interface LiveProduct {
  /** Appends an event. Answers, in milliseconds, how long that took and how long after it the row was there. */
  append(): Promise<{ readonly acknowledged: number; readonly visible: number }>;
  close(): Promise<void>;
}

const PRODUCT = "model-inferences@1";

/** Watches the inferences of the models context, in a mesh that runs and whose log is empty. */
export async function watchProduct(mesh: MeshDatabase): Promise<LiveProduct> {
  const append = openDatabase(dutyUrl(mesh, "models", "append"), { max: 1 });
  const read = openDatabase(dutyUrl(mesh, "models", "read"), { max: 1 });
  const log = postgresEventLog("models", { append });
  const seen = visiblePositions();
  const stopListening = await read.listen("datamesh", (payload) => {
    const [kind, product, position] = payload.split(" ");
    if (kind === "product" && product === PRODUCT) seen.reached(Number(position));
  });
  return {
    append: async () => {
      const offered = performance.now();
      const [appended] = await log.append([prepareEvent(models.events, inference())]);
      const acknowledged = performance.now();
      const visible = await seen.at(appended?.position ?? 0);
      return { acknowledged: acknowledged - offered, visible: Math.max(0, visible - acknowledged) };
    },
    close: async () => {
      await stopListening();
      await Promise.all([append.end(), read.end()]);
    },
  };
}

/** When each position became visible: positions of the product are those of the log here. */
function visiblePositions() {
  const times: number[] = [];
  let head = 0;
  const waiting = new Map<number, (time: number) => void>();
  return {
    reached: (position: number): void => {
      const now = performance.now();
      for (; head < position; head += 1) {
        times[head + 1] = now;
        waiting.get(head + 1)?.(now);
        waiting.delete(head + 1);
      }
    },
    at: (position: number): Promise<number> =>
      new Promise((resolve) => {
        const known = times[position];
        if (known === undefined) waiting.set(position, resolve);
        else resolve(known);
      }),
  };
}

function inference() {
  const id = randomUUID();
  return {
    id,
    type: "INFERENCE_RECORDED",
    occurredAt: new Date().toISOString(),
    data: { inferenceId: id, modelName: "credit-oracle", modelVersion: "v2.1", durationMs: 12 },
  };
}
