import { type GraphQLSchema, getNamedType } from "graphql";
import { refOf } from "../product/productRef.ts";
import { rowTypeOf, type TypedProduct } from "./productsOfOperation.ts";

/** What the catalog tells of a product that a query is to be written for. */
export interface QueriedProduct extends TypedProduct {
  readonly fields: readonly { readonly name: string; readonly access: { readonly effect: string } }[];
  readonly links: readonly { readonly name: string; readonly product: string }[];
}

const ROWS = 10;

/**
 * A first query for products: ten rows of each, with all fields the reader may see, masked ones included. A product
 * that another of them leads to is asked for there. Empty where the schema has no list of any of them.
 */
export function firstQuery(schema: GraphQLSchema, products: readonly QueriedProduct[]): string {
  const linked = new Set(products.flatMap((product) => linksAmong(product, products).map(([, to]) => to)));
  // Where all lead to one another, nobody is left to begin with but the first.
  const roots = products.filter((product) => !linked.has(product));
  const lists = (roots.length > 0 ? roots : products.slice(0, 1)).flatMap((product) => {
    const field = listFieldOf(schema, product);
    return field === undefined ? [] : [listOf(field, product, products)];
  });
  return lists.length === 0 ? "" : `query ${operationName(products)} {\n${lists.join("\n")}\n}\n`;
}

/** The field of the query type that answers with rows of a product, a page at a time. */
export function listFieldOf(schema: GraphQLSchema, { graphqlType }: TypedProduct): string | undefined {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.find(({ type, args }) => {
    const named = getNamedType(type);
    return (
      named.name !== graphqlType &&
      rowTypeOf(named) === graphqlType &&
      args.some(({ name }) => name === "first")
    );
  })?.name;
}

function listOf(field: string, product: QueriedProduct, products: readonly QueriedProduct[]): string {
  const nested = linksAmong(product, products).flatMap(([name, to]) => block(name, readable(to)));
  const rows = block("nodes", [...readable(product), ...nested]);
  return indent(block(`${field}(first: ${ROWS})`, rows)).join("\n");
}

function linksAmong(
  product: QueriedProduct,
  products: readonly QueriedProduct[],
): readonly (readonly [string, QueriedProduct])[] {
  return product.links.flatMap(({ name, product: ref }) => {
    const to = products.find((each) => each !== product && refOf(each) === ref);
    return to === undefined ? [] : [[name, to] as const];
  });
}

/** Of a product that is denied as a whole everything is asked for: the answer then says whom to ask. */
function readable({ fields }: QueriedProduct): readonly string[] {
  const seen = fields.filter(({ access }) => access.effect !== "DENY");
  return (seen.length > 0 ? seen : fields).map(({ name }) => name);
}

const block = (head: string, lines: readonly string[]): readonly string[] => [
  `${head} {`,
  ...indent(lines),
  "}",
];

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const operationName = (products: readonly QueriedProduct[]): string =>
  products.map(({ name }) => name.split("-").map(capital).join("")).join("And");

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
