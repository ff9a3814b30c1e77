import { isObjectType, type GraphQLObjectType, type SelectionSetNode } from "graphql";
import type { PageShape, RowShape } from "../../postgres/json/index.ts";
import type { ProductDescriptor } from "../../product/index.ts";
import { collectFields } from "./collectFields.ts";
import { selectedShape, shapeOf, type SelectedShape, type ShapeContext } from "./selectedShape.ts";

/** What is told of where a page lies in its connection. */
export type PlacePart = "hasNextPage" | "hasPreviousPage" | "startCursor" | "endCursor";

/** A member of a connection: JSON that is always the same, or what is made of the page. */
export interface PagePart {
  readonly name: string;
  readonly of:
    | { readonly kind: "constant"; readonly json: string }
    | { readonly kind: "list"; readonly index: number }
    | { readonly kind: "total" }
    | { readonly kind: "place"; readonly members: readonly PlaceMember[] };
}

/** A member of its page info. */
export interface PlaceMember {
  readonly name: string;
  readonly of: { readonly kind: "constant"; readonly json: string } | { readonly kind: PlacePart };
}

/** What is selected of a product's connection. */
export interface SelectedPage {
  readonly product: ProductDescriptor;
  readonly parts: readonly PagePart[];
  readonly page: PageShape;
  readonly fields: ReadonlySet<string>;
}

type SelectionSets = readonly (SelectionSetNode | undefined)[];

/** What is selected of the connection of a product; undefined where a resolver is needed for a part of it. */
export function selectedPage(
  context: ShapeContext,
  product: ProductDescriptor,
  sets: SelectionSets,
): SelectedPage | undefined {
  const type = objectType(context, `${product.graphql.type}Connection`);
  const collected = type && collectFields(context, type, sets);
  if (type === undefined || collected === undefined) return undefined;
  const lists: SelectedShape[] = [];
  const parts = [...collected].map(([name, nodes]): PagePart | undefined => {
    const below = nodes.map(({ selectionSet }) => selectionSet);
    const of = partOf({ context, product, lists, type }, nodes[0].name.value, below);
    return of && { name, of };
  });
  if (!parts.every((part) => part !== undefined)) return undefined;
  const places = parts.flatMap(({ of }) =>
    of.kind === "place" ? of.members.map((each) => each.of.kind) : [],
  );
  return {
    product,
    parts,
    page: {
      lists: lists.map(({ shape }) => shape),
      hasNext: places.includes("hasNextPage"),
      ends: places.some((kind) => kind === "startCursor" || kind === "endCursor"),
      total: parts.some(({ of }) => of.kind === "total"),
    },
    fields: new Set(lists.flatMap(({ fields }) => [...fields])),
  };
}

interface PageSelection {
  readonly context: ShapeContext;
  readonly product: ProductDescriptor;
  readonly type: GraphQLObjectType;
  readonly lists: SelectedShape[];
}

function partOf(selection: PageSelection, field: string, sets: SelectionSets): PagePart["of"] | undefined {
  const { context, product, type, lists } = selection;
  switch (field) {
    case "__typename":
      return constant(type.name);
    case "totalCount":
      return { kind: "total" };
    case "nodes":
    case "edges": {
      const list = field === "nodes" ? selectedShape(context, product, sets) : edges(context, product, sets);
      return list && { kind: "list", index: lists.push(list) - 1 };
    }
    case "pageInfo":
      return pageInfo(context, sets);
    case "product":
      return productPart(context, product, sets);
    default:
      return undefined;
  }
}

function edges(
  context: ShapeContext,
  product: ProductDescriptor,
  sets: SelectionSets,
): SelectedShape | undefined {
  const type = objectType(context, `${product.graphql.type}Edge`);
  const fields = new Set<string>();
  const shape =
    type &&
    shapeOf(context, type, sets, (field, below) => {
      if (field === "cursor") return { kind: "cursor" };
      const node = selectedShape(context, product, below);
      for (const each of node?.fields ?? []) fields.add(each);
      return node && { kind: "object", shape: node.shape };
    });
  return shape && { product, shape, fields };
}

const PLACE_PARTS: readonly string[] = ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"];

function pageInfo(context: ShapeContext, sets: SelectionSets): PagePart["of"] | undefined {
  const type = objectType(context, "PageInfo");
  const collected = type && collectFields(context, type, sets);
  if (collected === undefined) return undefined;
  const members = [...collected].map(([name, [{ name: field }]]): PlaceMember => ({
    name,
    of: PLACE_PARTS.includes(field.value) ? { kind: field.value as PlacePart } : constant(type?.name ?? ""),
  }));
  return { kind: "place", members };
}

/** The catalog's entity, of which a context knows the key. */
function productPart(
  context: ShapeContext,
  { name, major }: ProductDescriptor,
  sets: SelectionSets,
): PagePart["of"] | undefined {
  const known = new Map<string, unknown>(Object.entries({ name, major }));
  const type = objectType(context, "DataProduct");
  const shape =
    type &&
    shapeOf(context, type, sets, (field) => (known.has(field) ? constant(known.get(field)) : undefined));
  return shape && { kind: "constant", json: constantJson(shape) };
}

const constant = (value: unknown) => ({ kind: "constant", json: JSON.stringify(value) }) as const;

/** The JSON of a shape of nothing but constants. */
const constantJson = (shape: RowShape): string =>
  `{${shape
    .map(({ name, value }) => `${JSON.stringify(name)}:${value.kind === "constant" ? value.json : "null"}`)
    .join(",")}}`;

function objectType({ schema }: ShapeContext, name: string): GraphQLObjectType | undefined {
  const type = schema.getType(name);
  return isObjectType(type) ? type : undefined;
}
