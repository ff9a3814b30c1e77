import { graphql } from "../generated/gql.ts";

/** What stands on the first page besides one's own products. */
export const Attention = graphql(`
  query Attention {
    breached: dataProducts(standing: BREACHED, first: 10) {
      totalCount
      nodes {
        ...CatalogRow
      }
    }
    deprecated: dataProducts(status: DEPRECATED, first: 10) {
      totalCount
      nodes {
        name
        major
        title
        deprecation {
          since
          sunset
          use
        }
      }
    }
  }
`);

/** The products a team answers for. */
export const OwnProducts = graphql(`
  query OwnProducts($team: String!) {
    dataProducts(owner: $team, first: 20) {
      totalCount
      nodes {
        ...CatalogRow
      }
    }
  }
`);

/** The products there are, where one has none of one's own. */
export const AllProducts = graphql(`
  query AllProducts {
    dataProducts(first: 10) {
      totalCount
      nodes {
        ...CatalogRow
      }
    }
  }
`);
