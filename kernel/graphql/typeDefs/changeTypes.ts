import { PAGE_LIMITS } from "../../postgres/read/index.ts";
import { changeNames, productRef, type ProductDescriptor } from "../../product/index.ts";
import { deprecation } from "./deprecation.ts";
import { described } from "./described.ts";

/** Whether the changes of a product can be read: it keeps a history. */
export const hasChanges = ({ history }: Pick<ProductDescriptor, "history">): boolean => history !== false;

/** The types of a product's changes; none for one without a history. */
export function changeTypes(product: ProductDescriptor): readonly string[] {
  if (!hasChanges(product)) return [];
  const { graphql, name, major } = product;
  const { change, changes } = changeNames(graphql);
  return [
    described(
      `A change of one row of ${productRef(name, major)}.`,
      `type ${change} {
  """Its place in the product's history, counted from 1 without a gap. Given as \`after\`, it leads to the next."""
  position: ID!
  """The revision of the product in which this was read: rebuilds, commits, and changes of another kind."""
  revision: String!
  """The key of the row."""
  key: ID!
  """Whether the row was removed."""
  removed: Boolean!
  """The row as it was from this change on; rows it links to are as they are now. Null when it was removed."""
  row: ${graphql.type}
}`,
    ),
    described(
      `Changes of ${productRef(name, major)}, one after the other.`,
      `type ${changes} {
  nodes: [${change}!]!
  """Up to where they reach: to be given as \`after\`, also where there are none."""
  position: ID!
  hasNextPage: Boolean!
}`,
    ),
  ];
}

/** The root field for the changes of a product; none for one without a history. */
export function changesField(product: ProductDescriptor): readonly string[] {
  if (!hasChanges(product)) return [];
  const { graphql, name, major } = product;
  const { feed, changes } = changeNames(graphql);
  return [
    described(
      `The changes of ${productRef(name, major)} after a position of its history, or from the beginning: ${PAGE_LIMITS.default} unless said otherwise, at most ${PAGE_LIMITS.max}. With a key, those of one row.`,
      `${feed}(after: ID, first: Int, key: ID): ${changes}${deprecation(product)}`,
      2,
    ),
  ];
}
