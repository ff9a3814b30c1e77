import { graphql } from "../generated/gql.ts";

/** What a row of the catalog tells of a product. */
export const CatalogRow = graphql(`
  fragment CatalogRow on DataProduct {
    name
    major
    version
    title
    description
    status
    standing
    lastEventAt
    owner {
      team
    }
    access {
      effect
      because
    }
    sla(window: H1) {
      metric
      objective
      observed
      met
    }
  }
`);
