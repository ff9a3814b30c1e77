/** What is asked of the gateway, and the same of the bare peer where that makes sense. */
export interface Scenario {
  readonly name: string;
  /** The GraphQL query; `$key` is a customer's id. */
  readonly query: string;
  readonly peer?: "one" | "page";
}

export const SCENARIOS: readonly Scenario[] = Object.freeze([
  {
    name: "one entity",
    query:
      "query One($key: ID!) { customerCreditScoreV2(customerId: $key) { customerId score confidence segment country } }",
    peer: "one",
  },
  {
    name: "page of 100",
    query:
      "query Page($key: Int!) { customerCreditScoresV2(first: 100, where: { score: { gte: $key } }) { nodes { customerId score confidence segment country } } }",
    peer: "page",
  },
  {
    name: "three subgraphs, 20 rows",
    query:
      "query Three($key: Int!) { customerCreditScoresV2(first: 20, where: { score: { gte: $key } }) { nodes { customerId score customer { name country } inference { modelName durationMs } } } }",
  },
]);
