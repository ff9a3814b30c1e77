import { anyOf, dataProduct, id, int, role, team, text, timestamp } from "@datamesh/kernel";
import { InferenceRecorded } from "./events.ts";
import { machineLearning } from "./owner.ts";

export const modelInferences = dataProduct({
  name: "model-inferences",
  version: "1.0.0",
  owner: machineLearning,
  description: "Every inference of the bank's models, with the model that made it.",
  key: "inferenceId",
  fields: {
    inferenceId: id().describe("The inference"),
    modelName: text().describe("The model that answered"),
    modelVersion: text().describe("The version of that model"),
    durationMs: int().unit("ms").describe("How long the model took"),
    inferredAt: timestamp().describe("When the model answered"),
  },
  from: ({ on }) => [on(InferenceRecorded, (e) => ({ ...e.data, inferredAt: e.occurredAt }))],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: anyOf(role("analyst"), role("compliance")),
    write: team("machine-learning"),
    purposes: ["model-monitoring", "reporting", "compliance"],
    retention: "5y",
    compliance: ["AML-CTF"],
  },
});
