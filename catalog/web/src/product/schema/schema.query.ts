import { graphql } from "../../generated/gql.ts";

/** The fields of a product with all that is known of each, seen by whoever asks. */
export const Schema = graphql(`
  query Schema($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      key
      graphqlType
      fields {
        name
        type
        unit
        description
        classification
        mask
        nullable
        read
        access {
          effect
          mask
          rule
          because
        }
        example {
          value
          masked
        }
        sources {
          input
          eventTypes
          path
          derivation
          accumulated
        }
        usedBy {
          product
          field
        }
      }
    }
  }
`);
