import { graphql } from "../generated/gql.ts";

/** Everything up- and downstream of a product, fields included: 1,000 nodes in one answer. */
export const Lineage = graphql(`
  query Lineage($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      lineage {
        complete
        nodes {
          id
          kind
          name
          distance
          version
          title
          context
          owner
          contact
          status
        }
        edges {
          from
          to
          kind
          eventTypes
          by
          fields {
            from
            to
            derivation
            accumulated
          }
        }
      }
    }
  }
`);
