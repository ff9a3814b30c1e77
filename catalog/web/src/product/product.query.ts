import { graphql } from "../generated/gql.ts";

/** What stands at the head of every tab of a product. */
export const ProductHead = graphql(`
  query ProductHead($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      name
      major
      version
      title
      description
      status
      context
      standing
      position
      quarantined
      lastEventAt
      key
      graphqlType
      owner {
        team
        contact
      }
      deprecation {
        since
        sunset
        use
      }
      access {
        effect
        rule
        because
      }
    }
  }
`);
