import { prepareEvent, type OfferedEvent } from "@datamesh/kernel/event";
import { dutyUrl, type MeshDatabase, openDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
import { CONTEXTS } from "../subgraphs/index.ts";

const BATCH = 5_000;
const at = (index: number): string => new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();

const profile = (index: number): OfferedEvent => ({
  id: `bench-p-${index}`,
  type: "CUSTOMER_REGISTERED",
  occurredAt: at(index),
  data: {
    customerId: `c-${index}`,
    name: `Customer Number ${index}`,
    email: `c${index}@example.com`,
    nationalId: `NL-${index}-0000`,
    birthDate: "1980-01-01",
    country: "NL",
    segment: "retail",
  },
});
const inference = (index: number): OfferedEvent => ({
  id: `bench-i-${index}`,
  type: "INFERENCE_RECORDED",
  occurredAt: at(index),
  data: {
    inferenceId: `i-${index}`,
    modelName: "credit-oracle",
    modelVersion: "v2.1",
    durationMs: index % 90,
  },
});
const score = (index: number): OfferedEvent => ({
  id: `bench-s-${index}`,
  type: "CREDIT_SCORED",
  occurredAt: at(index),
  data: {
    customerId: `c-${index}`,
    score: (index * 37) % 1001,
    confidence: (index % 100) / 100,
    inferenceId: `i-${index}`,
    modelVersion: "v2.1",
  },
});

/** Appends `count` scored customers, their profiles and inferences. Answers events per second. */
export async function seed(mesh: MeshDatabase, count: number): Promise<number> {
  const started = performance.now();
  for (const [context, make] of [
    ["customers", profile],
    ["models", inference],
    ["credit-oracle", score],
  ] as const) {
    const declarations = CONTEXTS.find((each) => each.name === context)?.events ?? [];
    const database = openDatabase(dutyUrl(mesh, context, "append"), { max: 1 });
    const log = postgresEventLog(context, { append: database });
    for (let from = 0; from < count; from += BATCH) {
      const indices = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => from + index);
      await log.append(indices.map((index) => prepareEvent(declarations, make(index))));
    }
    await database.end();
  }
  return (3 * count) / ((performance.now() - started) / 1000);
}
