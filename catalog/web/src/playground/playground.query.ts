import { graphql } from "../generated/gql.ts";

/** All products by the types of their rows, to tell which of them an operation reads. */
export const TypedProducts = graphql(`
  query TypedProducts {
    dataProducts(first: 1000) {
      nodes {
        name
        major
        graphqlType
      }
    }
  }
`);

/** Products to choose from. */
export const ProductChoices = graphql(`
  query ProductChoices($search: String) {
    dataProducts(search: $search, first: 20) {
      totalCount
      nodes {
        name
        major
        title
        status
        owner {
          team
        }
        access {
          effect
          because
        }
      }
    }
  }
`);

/** What a first query for a product is written from. */
export const QueriedProductShape = graphql(`
  query QueriedProductShape($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      name
      major
      graphqlType
      fields {
        name
        access {
          effect
        }
      }
      links {
        name
        product
      }
    }
  }
`);

/** How far a product is that an answer was read from. */
export const TouchedProduct = graphql(`
  query TouchedProduct($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      name
      major
      title
      version
      status
      position
      lastEventAt
    }
  }
`);

/** Why fields of a product are withheld, and from whom they are not. */
export const WithheldReasons = graphql(`
  query WithheldReasons($name: String!, $major: Int!) {
    dataProduct(name: $name, major: $major) {
      name
      major
      owner {
        team
        contact
      }
      access {
        rule
        because
        declarablePurposes
      }
      fields {
        name
        access {
          effect
          rule
          because
          mask
        }
      }
    }
  }
`);
