import { context } from "@datamesh/kernel";
import { customerCreditScoresV1 } from "./customerCreditScoresV1.ts";
import { customerCreditScoresV2 } from "./customerCreditScoresV2.ts";
import { CreditScored } from "./events.ts";
import { creditRisk } from "./owner.ts";

/** Scores customers' credit. */
export const creditOracle = context({
  name: "credit-oracle",
  owner: creditRisk,
  events: [CreditScored],
  products: [customerCreditScoresV1, customerCreditScoresV2],
});
