import { type GraphQLObjectType, getNamedType, isObjectType, type SelectionSetNode } from "graphql";
import { isWritable, type RowShape, type ShapeValue } from "../../postgres/json/index.ts";
import { type ProductDescriptor, productRef } from "../../product/index.ts";
import { isNullable } from "../typeDefs/index.ts";
import { collectFields, type Collected, type Selections } from "./collectFields.ts";

/** What of a product's rows is selected: how it is written, and which fields it tells of. */
export interface SelectedShape {
  readonly product: ProductDescriptor;
  readonly shape: RowShape;
  /** To all of them the consumer must be entitled. */
  readonly fields: ReadonlySet<string>;
}

/** What selections of a subgraph are of. */
export interface ShapeContext extends Selections {
  readonly products: readonly ProductDescriptor[];
}

type SelectionSets = readonly (SelectionSetNode | undefined)[];

/** The shape of what is selected of a product's rows; undefined where a resolver is needed for a part of it. */
export function selectedShape(
  context: ShapeContext,
  product: ProductDescriptor,
  sets: SelectionSets,
): SelectedShape | undefined {
  const type = context.schema.getType(product.graphql.type);
  if (!isObjectType(type)) return undefined;
  const fields = new Set<string>();
  const shape = shapeOf(context, type, sets, (name, selected) =>
    rowValue({ context, product, type, fields }, name, selected),
  );
  return shape && { product, shape, fields };
}

/** The shape of an object of a type, whose fields but `__typename` are made by `valueOf`. */
export function shapeOf(
  context: Selections,
  type: GraphQLObjectType,
  sets: SelectionSets,
  valueOf: (field: string, sets: SelectionSets) => ShapeValue | undefined,
): RowShape | undefined {
  const collected: Collected | undefined = collectFields(context, type, sets);
  if (collected === undefined) return undefined;
  const shape = [...collected].map(([name, nodes]) => {
    const field = nodes[0].name.value;
    const value =
      field === "__typename"
        ? constant(type.name)
        : valueOf(
            field,
            nodes.map(({ selectionSet }) => selectionSet),
          );
    return value && { name, value };
  });
  return shape.every((member) => member !== undefined) ? shape : undefined;
}

const constant = (value: unknown): ShapeValue => ({ kind: "constant", json: JSON.stringify(value) });

interface RowSelection {
  readonly context: ShapeContext;
  readonly product: ProductDescriptor;
  readonly type: GraphQLObjectType;
  readonly fields: Set<string>;
}

function rowValue(selection: RowSelection, name: string, sets: SelectionSets): ShapeValue | undefined {
  const { product, fields } = selection;
  if (name === "id") {
    const key = product.fields.find((each) => each.name === product.key);
    if (key === undefined || !isWritable(key)) return undefined;
    fields.add(product.key);
    return { kind: "globalId", type: product.graphql.type };
  }
  const field = product.fields.find((each) => each.name === name);
  if (field === undefined) return linkValue(selection, name, sets);
  if (!isWritable(field)) return undefined;
  fields.add(name);
  return { kind: "field", field: name, nullable: isNullable(product, field) };
}

/** A link to another context's product is its key. One within the context leads to a row, which a resolver finds. */
function linkValue(
  { context, product, type, fields }: RowSelection,
  name: string,
  sets: SelectionSets,
): ShapeValue | undefined {
  const link = product.links.find((each) => each.name === name);
  const by = product.fields.find((field) => field.name === link?.by);
  const target = getNamedType(type.getFields()[name]?.type);
  if (link === undefined || by === undefined || !isWritable(by) || !isObjectType(target)) return undefined;
  if (context.products.some((each) => productRef(each.name, each.major) === link.product)) return undefined;
  fields.add(by.name);
  const shape = shapeOf(context, target, sets, (field) =>
    field === link.key ? { kind: "field", field: by.name, nullable: false } : undefined,
  );
  return shape && { kind: "object", shape, by: by.name };
}
