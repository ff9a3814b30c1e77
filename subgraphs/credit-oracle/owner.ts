import type { Owner } from "@datamesh/kernel";

export const creditRisk: Owner = { team: "credit-risk", contact: "credit-risk@datamesh.example" };
