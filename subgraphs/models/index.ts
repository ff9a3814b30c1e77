import { context } from "@datamesh/kernel";
import { InferenceRecorded, ModelDeployed } from "./events.ts";
import { modelInferences } from "./modelInferences.ts";
import { machineLearning } from "./owner.ts";

/** Runs the bank's models. */
export const models = context({
  name: "models",
  owner: machineLearning,
  events: [ModelDeployed, InferenceRecorded],
  products: [modelInferences],
});
