import { askMesh, type Answer } from "./askMesh.ts";
import { graphql } from "./generated/gql.ts";

const CustomerCard = graphql(`
  query CustomerCard($customer: ID!) {
    customerCreditScoreV2(customerId: $customer) {
      id
      score
      customer {
        id
        name
      }
    }
  }
`);

/**
 * A customer's name and score, one below the other. A part that may not be seen is told as such, beside those that
 * may: the answer has data and errors at once.
 */
export async function customerCard(url: string, token: string, customer: string): Promise<readonly string[]> {
  const answer = await askMesh(url, token, CustomerCard, { customer });
  const found = answer.data?.customerCreditScoreV2;
  return [
    `score: ${found?.score ?? whyNot(answer, "customerCreditScoreV2")}`,
    `name: ${found?.customer?.name ?? whyNot(answer, "customer")}${isMasked(answer, "name") ? " (masked)" : ""}`,
  ];
}

const whyNot = ({ errors }: Answer<unknown>, field: string): string =>
  errors.find(({ path }) => path === undefined || path.includes(field))?.message ?? "none";

const isMasked = ({ withheld }: Answer<unknown>, field: string): boolean =>
  withheld.some(({ path, reason }) => path.at(-1) === field && reason === "MASKED");
