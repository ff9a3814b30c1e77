import { event, z } from "@datamesh/kernel";

const modelName = z.string().min(1).max(100);
const modelVersion = z.string().min(1).max(50);

export const ModelDeployed = event("MODEL_DEPLOYED", {
  description: "A version of a model went into service.",
  data: { modelName, modelVersion },
});

export const InferenceRecorded = event("INFERENCE_RECORDED", {
  description: "A model answered a request.",
  data: {
    inferenceId: z.string().min(1).max(100),
    modelName,
    modelVersion,
    durationMs: z.int().min(0).max(3_600_000),
  },
});
