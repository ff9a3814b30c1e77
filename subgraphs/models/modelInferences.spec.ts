import { given } from "@datamesh/kernel/testing";
import { modelInferences } from "./modelInferences.ts";

describe("model-inferences@1", () => {
  it("has a row for every inference", () => {
    const data = { inferenceId: "i-1", modelName: "credit-oracle", modelVersion: "v2.1", durationMs: 12 };
    const occurredAt = "2026-01-02T00:00:00.000Z";
    expect(given(modelInferences, { type: "INFERENCE_RECORDED", occurredAt, data }).outcome().rows).toEqual({
      "i-1": { ...data, inferredAt: occurredAt },
    });
  });
});
