import { graphql } from "../../generated/gql.ts";

/** All majors of a product. */
export const Versions = graphql(`
  query Versions($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      versions {
        major
        version
        status
        deprecation {
          since
          sunset
          use
        }
      }
    }
  }
`);

/** One major: its contract, how it came to be, and in what it differs from another. */
export const Major = graphql(`
  query Major($name: String!, $major: Int!, $since: Int) {
    dataProduct(name: $name, major: $major) {
      major
      version
      status
      description
      key
      fields {
        name
        type
        unit
        description
        classification
        mask
        nullable
      }
      policy {
        read
        retention
        purposes
      }
      sla(window: H1) {
        metric
        objective
      }
      changes(since: $since) {
        since
        bump
        changes {
          path
          what
          bump
          loosensPolicy
        }
      }
      releases(first: 20) {
        version
        bump
        publishedAt
        reason
        fingerprint
        corrections {
          reason
          rows
          fields
          startedAt
        }
      }
    }
  }
`);
