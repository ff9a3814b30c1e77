import { askMesh } from "./askMesh.ts";
import { graphql } from "./generated/gql.ts";

const ScoreCard = graphql(`
  query ScoreCard($customer: ID!) {
    customerCreditScoreV2(customerId: $customer) {
      score
      confidence
      scoredAt
    }
  }
`);

/** A customer's score as a screen shows it: `640 of 1000, 90 % sure`; undefined when there is none to be seen. */
export async function scoreCard(url: string, token: string, customer: string): Promise<string | undefined> {
  const { data, errors } = await askMesh(url, token, ScoreCard, { customer });
  if (data === null) throw new Error(errors[0]?.message ?? "the gateway answered nothing");
  const found = data.customerCreditScoreV2;
  return found ? `${found.score} of 1000, ${Math.round(found.confidence * 100)} % sure` : undefined;
}
