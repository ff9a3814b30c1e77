import { graphql } from "../../generated/gql.ts";

/** Who may do what with a product, why, and how its personal fields are shown. */
export const Access = graphql(`
  query Access($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      title
      owner {
        team
        contact
      }
      access {
        effect
        rule
        because
        purpose
        declarablePurposes
      }
      policy {
        read
        unmask
        write
        purposes
        retention
        compliance
      }
      fields {
        name
        classification
        mask
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
      }
    }
    me {
      id
      roles
      purposes
      purpose
    }
  }
`);
