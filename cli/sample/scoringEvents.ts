import type { OfferedEvent } from "@datamesh/kernel/event";
import { between } from "./random.ts";
import { sampleTime } from "./sampleTime.ts";

const MODEL = "credit-oracle";
const VERSIONS = ["v2.0", "v2.1"] as const;

/** Two rounds of scoring, each by its version of the model, with the inferences behind them. */
export function scoringEvents(
  random: () => number,
  customers: readonly string[],
): { readonly scores: readonly OfferedEvent[]; readonly inferences: readonly OfferedEvent[] } {
  const scores: OfferedEvent[] = [];
  const inferences: OfferedEvent[] = [];
  for (const [round, modelVersion] of VERSIONS.entries()) {
    inferences.push(deployment(modelVersion, round));
    for (const [index, customerId] of customers.entries()) {
      const occurredAt = sampleTime(round * 400 + index + 1);
      const inferenceId = `i-${round + 1}-${customerId}`;
      inferences.push(inference(inferenceId, modelVersion, between(random, 8, 90), occurredAt));
      scores.push({
        id: `sample-scored-${inferenceId}`,
        type: "CREDIT_SCORED",
        occurredAt,
        data: {
          customerId,
          score: Math.min(1000, Math.round(350 + 600 * Math.sqrt(random()))),
          confidence: Math.round((0.6 + 0.4 * random()) * 1000) / 1000,
          inferenceId,
          modelVersion,
        },
      });
    }
  }
  return { scores, inferences };
}

const deployment = (modelVersion: string, round: number): OfferedEvent => ({
  id: `sample-deployed-${modelVersion}`,
  type: "MODEL_DEPLOYED",
  occurredAt: sampleTime(round * 400),
  data: { modelName: MODEL, modelVersion },
});

const inference = (
  inferenceId: string,
  modelVersion: string,
  durationMs: number,
  occurredAt: string,
): OfferedEvent => ({
  id: `sample-inferred-${inferenceId}`,
  type: "INFERENCE_RECORDED",
  occurredAt,
  data: { inferenceId, modelName: MODEL, modelVersion, durationMs },
});
