import { graphql } from "../../generated/gql.ts";

/** What a product is, at a glance. */
export const Overview = graphql(`
  query Overview($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      context
      key
      graphqlType
      relation
      position
      quarantined
      silence
      sourceDelaySeconds
      changedAt
      sla {
        metric
        window
        objective
        observed
        met
      }
      fields {
        name
        type
        description
        classification
      }
      inputs {
        events {
          log
          eventTypes
        }
        join {
          product
          by
          fields {
            field
            from
          }
        }
      }
      links {
        name
        product
        by
      }
      policy {
        read
        retention
        purposes
        compliance
      }
      lineage(direction: DOWNSTREAM, depth: 1) {
        nodes {
          id
          kind
          distance
          owner
        }
      }
    }
  }
`);
