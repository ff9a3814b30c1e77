/**
 * Types that every subgraph repeats word for word. Input types and enums in particular must not differ:
 * composition keeps only what all subgraphs agree on.
 */
export const FEDERATION_LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])`;

/** GraphQL Global Object Identification. */
export const NODE = `"""What can be fetched again by its id."""
interface Node {
  """Opaque, and unique in the mesh."""
  id: ID!
}`;

/** GraphQL Cursor Connections Specification, 5. */
export const PAGE_INFO = `"""Where a page lies in its connection."""
type PageInfo @shareable {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}`;

/** The catalog's entity; every other subgraph only names it. */
export const DATA_PRODUCT_STUB = `type DataProduct @key(fields: "name major", resolvable: false) {
  name: String!
  major: Int!
}`;

export const ORDER_DIRECTION = `enum OrderDirection {
  """Smallest first, null last."""
  ASC
  """Largest first, null first."""
  DESC
}`;
