import { graphql } from "../generated/gql.ts";

/** A page of the catalog: rows, what they have in common, and why each was found. */
export const CatalogPageQuery = graphql(`
  query CatalogPage(
    $search: String
    $context: String
    $owner: String
    $compliance: String
    $classification: Classification
    $status: ProductStatus
    $standing: SlaStanding
    $after: String
  ) {
    dataProducts(
      search: $search
      context: $context
      owner: $owner
      compliance: $compliance
      classification: $classification
      status: $status
      standing: $standing
      after: $after
      first: 50
    ) {
      totalCount
      facets {
        name
        values {
          value
          count
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        matches {
          in
          text
          field
        }
        node {
          ...CatalogRow
        }
      }
    }
  }
`);
