import {
  anyOf,
  dataProduct,
  float,
  id,
  int,
  link,
  role,
  team,
  text,
  timestamp,
  upstream,
} from "@datamesh/kernel";
import { CreditScored } from "./events.ts";
import { creditRisk } from "./owner.ts";

const profiles = upstream("customer-profiles@1", {
  key: "customerId",
  fields: { customerId: id().subject(), segment: text(), country: text() },
});

const inferences = upstream("model-inferences@1", {
  key: "inferenceId",
  fields: { inferenceId: id(), modelName: text(), modelVersion: text() },
});

export const customerCreditScoresV2 = dataProduct({
  name: "customer-credit-scores",
  version: "2.0.0",
  owner: creditRisk,
  description: "The latest credit score of every customer, with the model's confidence and who it was about.",
  key: "customerId",
  fields: {
    customerId: id().subject().describe("The customer who was scored"),
    score: int().unit("points").describe("0 to 1000, higher is safer").indexed(),
    confidence: float().unit("share of 1").describe("How sure the model was, 0 to 1"),
    segment: text().optional().describe("The customer's segment, from customer-profiles"),
    country: text().optional().describe("Country of residence, ISO 3166-1 alpha-2, from customer-profiles"),
    inferenceId: id().describe("The inference that produced the score"),
    modelName: text().optional().describe("The model that scored, from model-inferences"),
    modelVersion: text().optional().describe("The version of that model, from model-inferences"),
    scoredAt: timestamp().describe("When the model scored the customer"),
  },
  from: ({ on, join }) => [
    on(CreditScored, (e) => ({
      customerId: e.data.customerId,
      score: e.data.score,
      confidence: e.data.confidence,
      inferenceId: e.data.inferenceId,
      scoredAt: e.occurredAt,
    })),
    join(profiles, { by: "customerId", take: { segment: "segment", country: "country" } }),
    join(inferences, { by: "inferenceId", take: { modelName: "modelName", modelVersion: "modelVersion" } }),
  ],
  links: {
    customer: link("customer-profiles@1", { by: "customerId", key: "customerId" }),
    inference: link("model-inferences@1", { by: "inferenceId", key: "inferenceId" }),
  },
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: anyOf(role("analyst"), role("frontend"), role("compliance")),
    write: team("credit-risk"),
    purposes: ["credit-decision", "reporting", "compliance"],
    retention: "7y",
    compliance: ["GDPR", "AML-CTF"],
  },
});
