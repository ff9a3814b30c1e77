import { graphql } from "../../generated/gql.ts";

/** Objectives against what was observed, in every window, with the breaches there were. */
export const Sla = graphql(`
  query Sla($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      silence
      sla {
        metric
        window
        objective
        observed
        observedValue
        met
        budgetLeft
      }
      breaches(first: 50) {
        at
        restoredAt
        metric
        window
        objective
        observed
      }
    }
  }
`);

/** Objectives over time. */
export const SlaSeries = graphql(`
  query SlaSeries($name: String!, $major: Int!, $window: SlaWindow!) {
    dataProduct(name: $name, major: $major) {
      slaSeries(window: $window) {
        metric
        objective
        objectiveValue
        points {
          at
          observed
          observedValue
          met
          count
        }
      }
    }
  }
`);
