import { mapSchema, MapperKind, pruneSchema } from "@graphql-tools/utils";
import { graphqlNames, type ProductDescriptor, productTypeNames } from "@datamesh/kernel/product";
import { getNamedType, type GraphQLFieldConfig, type GraphQLSchema } from "graphql";

/**
 * A schema without some products: their types, the root fields and links that lead to them, and whatever is then
 * reached by nothing.
 */
export function schemaWithout(schema: GraphQLSchema, products: readonly ProductDescriptor[]): GraphQLSchema {
  const hidden = new Set(products.flatMap(({ name, major }) => productTypeNames(graphqlNames(name, major))));
  const unlessHidden = (field: GraphQLFieldConfig<unknown, unknown>) =>
    hidden.has(getNamedType(field.type).name) ? null : field;
  const mapped = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: unlessHidden,
    [MapperKind.OBJECT_TYPE]: (type) => (hidden.has(type.name) ? null : type),
  });
  return pruneSchema(mapped);
}
