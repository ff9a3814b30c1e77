import {
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  validate,
} from "graphql";
import type { ProductDescriptor } from "../../product/index.ts";
import { compiledArguments, type ArgumentsOf } from "./compiledArguments.ts";
import { collectFields, selectionsOf } from "./collectFields.ts";
import { selectedPage, type SelectedPage } from "./selectedPage.ts";
import { selectedShape, type SelectedShape, type ShapeContext } from "./selectedShape.ts";

/** An operation with one root field, all of which PostgreSQL can write. */
export interface DirectOperation {
  readonly definition: OperationDefinitionNode;
  /** The name the root field is answered under, and what it is called with. */
  readonly name: string;
  readonly argumentsOf: ArgumentsOf;
  readonly reads:
    | { readonly kind: "one"; readonly selected: SelectedShape }
    | { readonly kind: "page"; readonly selected: SelectedPage }
    /** By the name of a type. */
    | { readonly kind: "entities"; readonly selected: ReadonlyMap<string, SelectedShape> };
}

/** Reads an operation's text; undefined for whatever is not valid, and for what needs resolvers. */
export function directOperation(
  { schema, products }: Pick<ShapeContext, "schema" | "products">,
  text: string,
): DirectOperation | undefined {
  const document = validDocument(schema, text);
  const definitions = document?.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION) ?? [];
  const [definition, ...others] = definitions;
  const query = schema.getQueryType();
  if (!document || !definition || others.length > 0 || !query || !isPlainQuery(definition)) return undefined;
  const context = { ...selectionsOf(schema, document), products };
  const root = collectFields(context, query, [definition.selectionSet]);
  const [entry, ...more] = root ?? [];
  if (entry === undefined || more.length > 0) return undefined;
  const [name, nodes] = entry;
  const field = query.getFields()[nodes[0].name.value];
  const reads =
    field &&
    readsOf(
      context,
      field.name,
      nodes.map(({ selectionSet }) => selectionSet),
    );
  if (field === undefined || reads === undefined) return undefined;
  return { definition, name, argumentsOf: compiledArguments(schema, definition, field, nodes[0]), reads };
}

function validDocument(schema: ShapeContext["schema"], text: string) {
  try {
    const document = parse(text);
    return validate(schema, document).length === 0 ? document : undefined;
  } catch {
    return undefined;
  }
}

/** A directive on a variable or on the operation would be for a resolver to know. */
const isPlainQuery = ({ operation, directives, variableDefinitions }: OperationDefinitionNode): boolean =>
  operation === OperationTypeNode.QUERY &&
  (directives ?? []).length === 0 &&
  (variableDefinitions ?? []).every((each) => (each.directives ?? []).length === 0);

function readsOf(
  context: ShapeContext,
  field: string,
  sets: readonly (SelectionSetNode | undefined)[],
): DirectOperation["reads"] | undefined {
  if (field === "_entities") return entities(context, sets);
  const product = context.products.find(({ graphql }) => graphql.one === field || graphql.many === field);
  if (product === undefined) return undefined;
  if (product.graphql.many === field) {
    const page = selectedPage(context, product, sets);
    return page && { kind: "page", selected: page };
  }
  const row = selectedShape(context, product, sets);
  return row && { kind: "one", selected: row };
}

/** Of which types there are representations is known with the variables; of each the selection may be another. */
function entities(
  context: ShapeContext,
  sets: readonly (SelectionSetNode | undefined)[],
): DirectOperation["reads"] | undefined {
  const selected = context.products.flatMap((product: ProductDescriptor) => {
    const type = context.schema.getType(product.graphql.type);
    const shape = isObjectType(type) ? selectedShape(context, product, sets) : undefined;
    return shape && shape.shape.length > 0 ? [[product.graphql.type, shape] as const] : [];
  });
  return selected.length === 0 ? undefined : { kind: "entities", selected: new Map(selected) };
}
