import { isOrderable, PAGE_LIMITS } from "../../postgres/read/index.ts";
import { productRef, type FieldDescriptor, type ProductDescriptor } from "../../product/index.ts";
import { deprecation } from "./deprecation.ts";
import { described } from "./described.ts";
import { filterOf } from "./filter.ts";

/** The connection of a product (GraphQL Cursor Connections Specification), and its filter and order. */
export function connectionTypes(product: ProductDescriptor): readonly string[] {
  const { type } = product.graphql;
  const connection = `type ${type}Connection {
  edges: [${type}Edge!]!
  nodes: [${type}!]!
  pageInfo: PageInfo!
  """All rows that fit the filter. Counting reads them all."""
  totalCount: Int!
  """The data product these rows belong to, as the catalog describes it."""
  product: DataProduct
}`;
  const edge = `type ${type}Edge {\n  cursor: String!\n  node: ${type}!\n}`;
  return [connection, edge, whereType(product), ...orderTypes(product)];
}

/** The fields rows can be ordered by. Without one there is no order argument. */
export const orderFields = (product: ProductDescriptor): readonly FieldDescriptor[] =>
  product.fields.filter(isOrderable);

/** The root fields of a product: one row by key, and the connection. Both may be withheld, so they are nullable. */
export function rootFields(product: ProductDescriptor): readonly string[] {
  const { graphql, key, name, major } = product;
  const { type, one, many } = graphql;
  const ended = deprecation(product);
  const order = orderFields(product).length === 0 ? "" : `, orderBy: [${type}OrderBy!]`;
  const page = `first: Int, after: String, last: Int, before: String`;
  const paging = `Page forward with first and after, or backward with last and before: ${PAGE_LIMITS.default} rows unless said otherwise, at most ${PAGE_LIMITS.max}.`;
  return [
    described(
      `The row of ${productRef(name, major)} with this key.`,
      `${one}(${key}: ID!): ${type}${ended}`,
      2,
    ),
    described(
      `The rows of ${productRef(name, major)}. ${paging}`,
      `${many}(${page}, where: ${type}Where${order}): ${type}Connection${ended}`,
      2,
    ),
  ];
}

function whereType(product: ProductDescriptor): string {
  const { type } = product.graphql;
  const fields = product.fields.map((field) => `  ${field.name}: ${filterOf(product, field).name}`);
  return `"""Which rows: all that is said must hold. A comparison with null holds for none."""
input ${type}Where {
  and: [${type}Where!]
  """At least one of them."""
  or: [${type}Where!]
  """Exactly the rows for which it does not hold."""
  not: ${type}Where
${fields.join("\n")}
}`;
}

function orderTypes(product: ProductDescriptor): readonly string[] {
  const { type } = product.graphql;
  const fields = orderFields(product);
  if (fields.length === 0) return [];
  return [
    `enum ${type}OrderField {\n${fields.map(({ name }) => `  ${name}`).join("\n")}\n}`,
    `input ${type}OrderBy {\n  field: ${type}OrderField!\n  direction: OrderDirection! = ASC\n}`,
  ];
}
