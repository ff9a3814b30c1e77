import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
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
  const { customerCreditScoreV2: found } = await ask(url, token, ScoreCard, { customer });
  if (!found) return undefined;
  return `${found.score} of 1000, ${Math.round(found.confidence * 100)} % sure`;
}

/** Posts an operation and answers its data, typed by the operation. Throws with the first error when there is none. */
async function ask<Data, Variables>(
  url: string,
  token: string,
  operation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(operation), variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: Data;
    errors?: readonly { message: string }[];
  };
  if (!data) throw new Error(errors?.[0]?.message ?? `the gateway answered ${response.status}`);
  return data;
}
