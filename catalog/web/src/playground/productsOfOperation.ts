import { getNamedType, type GraphQLNamedType, isObjectType } from "graphql";
import type { SelectedField } from "./selectedFields.ts";

/** A product, and the GraphQL type of its rows. */
export interface TypedProduct {
  readonly name: string;
  readonly major: number;
  readonly graphqlType: string;
}

/**
 * The products whose rows an operation reads, in the order in which it names them: those a selected field belongs to or
 * answers with, be it through a connection.
 */
export function productsOfOperation<Product extends TypedProduct>(
  selected: readonly SelectedField[],
  products: readonly Product[],
): readonly Product[] {
  const byType = new Map(products.map((product) => [product.graphqlType, product]));
  const names = selected.flatMap(({ parent, type }) => [parent, rowTypeOf(type)]);
  return [...new Set(names.flatMap((name) => byType.get(name) ?? []))];
}

/** The type of the rows of a connection (GraphQL Cursor Connections Specification); of any other type its own name. */
export function rowTypeOf(type: GraphQLNamedType): string {
  const nodes = isObjectType(type) ? type.getFields()["nodes"] : undefined;
  return nodes === undefined ? type.name : getNamedType(nodes.type).name;
}
