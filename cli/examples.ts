import { type Context, graphqlNames } from "@datamesh/kernel/product";
import type { Example } from "../gateway/web/index.ts";

/** The examples that ask for products of these contexts; elsewhere they would be answered with an error only. */
export function examplesFor(contexts: readonly Context[]): readonly Example[] {
  const fields = contexts.flatMap(({ products }) =>
    products.flatMap(({ name, major }) => {
      const { one, many } = graphqlNames(name, major);
      return [one, many];
    }),
  );
  return EXAMPLES.filter(({ query }) => fields.some((field) => query.includes(`  ${field}(`)));
}

/** A query for each persona to begin with; the first is the one across three contexts. */
const EXAMPLES: readonly Example[] = Object.freeze([
  {
    title: "Riskiest customers, across three contexts",
    persona: "analyst",
    query: `query RiskiestCustomers {
  customerCreditScoresV2(first: 5, orderBy: [{ field: score, direction: ASC }]) {
    totalCount
    nodes {
      customerId
      score
      confidence
      segment
      customer { name country }
      inference { modelName modelVersion durationMs }
    }
  }
}`,
  },
  {
    title: "A customer's score, as an app shows it",
    persona: "frontend",
    query: `query Score($customer: ID!) {
  customerCreditScoreV2(customerId: $customer) { score confidence scoredAt }
}`,
    variables: { customer: "c-0001" },
  },
  {
    title: "Our customers, unmasked for their owner",
    persona: "owner",
    query: `query OurCustomers {
  customerProfilesV1(first: 5, where: { country: { eq: "NL" } }) {
    totalCount
    nodes { customerId name email nationalId birthDate segment }
  }
}`,
  },
  {
    title: "Loan officers, for compliance only",
    persona: "compliance",
    query: `query Officers {
  loanOfficersV1(first: 5, orderBy: [{ field: eventsHandled, direction: DESC }]) {
    nodes { officerId eventsHandled applicationsTouched lastActiveAt }
  }
}`,
  },
]);
