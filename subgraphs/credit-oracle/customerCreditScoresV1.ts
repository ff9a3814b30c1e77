import { anyOf, dataProduct, id, int, role, team, timestamp } from "@datamesh/kernel";
import { CreditScored } from "./events.ts";
import { creditRisk } from "./owner.ts";

export const customerCreditScoresV1 = dataProduct({
  name: "customer-credit-scores",
  version: "1.0.1",
  owner: creditRisk,
  description: "The latest credit score of every customer, on the old scale.",
  key: "customerId",
  fields: {
    customerId: id().subject().describe("The customer who was scored"),
    score: int().unit("points").describe("300 to 850, higher is safer").indexed(),
    scoredAt: timestamp().describe("When the model scored the customer"),
  },
  from: ({ on }) => [
    on(CreditScored, (e) => ({
      customerId: e.data.customerId,
      // The old scale has 550 steps above 300, the oracle's has 1000 above 0.
      score: Math.round(300 + e.data.score * 0.55),
      scoredAt: e.occurredAt,
    })),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: anyOf(role("analyst"), role("frontend"), role("compliance")),
    write: team("credit-risk"),
    purposes: ["credit-decision", "reporting", "compliance"],
    retention: "7y",
    compliance: ["GDPR", "AML-CTF"],
  },
  deprecated: { since: "2026-11-01", sunset: "2027-05-01", use: "customer-credit-scores@2" },
});
