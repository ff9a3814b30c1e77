import { changeNames, type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SchemaDefinitionNode,
} from "graphql";

/**
 * A public schema with a type Subscription: of each product that is in it, one row whenever it changes, and every change
 * of its rows. A schema without products, or with a type Subscription of its own, is left as it is.
 */
export function withSubscriptions(
  schema: DocumentNode,
  products: readonly ProductDescriptor[],
): DocumentNode {
  const types = new Map(schema.definitions.filter(isObjectType).map((each) => [each.name.value, each]));
  const present = products.filter(({ graphql }) => types.has(graphql.type));
  if (present.length === 0 || types.has("Subscription")) return schema;
  const queries = new Map((types.get("Query")?.fields ?? []).map((field) => [field.name.value, field]));
  const fields = present.flatMap((product) => subscriptionFields(product, queries));
  const subscription = { ...EMPTY, fields };
  return { ...schema, definitions: [...schema.definitions.map(withRoot), subscription] };
}

const EMPTY: ObjectTypeDefinitionNode = {
  kind: Kind.OBJECT_TYPE_DEFINITION,
  name: { kind: Kind.NAME, value: "Subscription" },
};

/** Changes are offered where they can be queried: a product without a history, or of an earlier release, has none. */
function subscriptionFields(
  { graphql, key, name, major }: ProductDescriptor,
  queries: ReadonlyMap<string, FieldDefinitionNode>,
): readonly FieldDefinitionNode[] {
  const { feed, change, changed } = changeNames(graphql);
  const ref = productRef(name, major);
  const row = `"""The row of ${ref} with this key, now and`;
  const text = queries.has(feed)
    ? `${row} after each of its changes; null when there is none. With a position, after the changes behind it alone."""
      ${changed}(${key}: ID!, after: ID): ${graphql.type}
      """Each change of ${ref}, from now on or behind a position of its history. With a key, those of one row."""
      ${feed}(after: ID, key: ID): ${change}`
    : `${row} whenever it is another; null when there is none. Of changes that follow fast, the last."""
      ${changed}(${key}: ID!): ${graphql.type}`;
  // What is announced of the product's end stands at its queries.
  const directives = queries.get(graphql.one)?.directives ?? [];
  const { definitions } = parse(`type Subscription { ${text} }`, { noLocation: true });
  return definitions
    .filter(isObjectType)
    .flatMap(({ fields = [] }) => fields.map((field) => ({ ...field, directives })));
}

function withRoot(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.SCHEMA_DEFINITION) return definition;
  const root = {
    kind: Kind.OPERATION_TYPE_DEFINITION,
    operation: "subscription",
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: "Subscription" } },
  } as SchemaDefinitionNode["operationTypes"][number];
  return { ...definition, operationTypes: [...definition.operationTypes, root] };
}

const isObjectType = (definition: DefinitionNode): definition is ObjectTypeDefinitionNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION;
