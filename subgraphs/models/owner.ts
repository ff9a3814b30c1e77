import type { Owner } from "@datamesh/kernel";

export const machineLearning: Owner = {
  team: "machine-learning",
  contact: "machine-learning@datamesh.example",
};
