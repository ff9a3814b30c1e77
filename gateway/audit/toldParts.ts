import { decodeGlobalId } from "@datamesh/kernel/graphql";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import { getArgumentValues } from "graphql";
import type { Selection } from "../authorize/collectSelections.ts";
import { type ListArguments, usedFields } from "../authorize/usedFields.ts";
import { productFinder } from "../measure/index.ts";

/** What of a product a selection tells about. */
export interface ToldPart {
  readonly product: ProductDescriptor;
  readonly fields: readonly string[];
}

/** Finds it; undefined for a selection that tells nothing of any product. Variables are the coerced ones. */
export type PartTold = (
  selection: Selection,
  variables: Readonly<Record<string, unknown>>,
) => ToldPart | undefined;

/**
 * Prepares it for the products of a mesh. A link tells the field it goes by, `id` tells the key, a filter and an order
 * tell of the fields they name, and `node` of the product its id names, whether there is such a row or not.
 */
export function toldParts(products: readonly ProductDescriptor[]): PartTold {
  const byType = new Map(products.map((each) => [each.graphql.type, each]));
  const productOf = productFinder(products);
  return (selection, variables) => {
    const { field, node } = selection;
    const args = field.args.length === 0 ? {} : getArgumentValues(field, node, variables);
    const product = productOf(selection) ?? nodeProduct(selection, args, byType);
    return product && { product, fields: fieldsTold(product, selection, args) };
  };
}

function nodeProduct(
  { type, field }: Selection,
  args: { readonly id?: unknown },
  byType: ReadonlyMap<string, ProductDescriptor>,
): ProductDescriptor | undefined {
  if (type.name !== "Query" || field.name !== "node") return undefined;
  return byType.get(decodeGlobalId(args.id)?.type ?? "");
}

function fieldsTold(
  { graphql, key, links }: ProductDescriptor,
  { type, field }: Selection,
  args: ListArguments,
): readonly string[] {
  if (type.name === "Query") return field.name === graphql.many ? [...usedFields(args)] : [];
  if (type.name !== graphql.type) return [];
  return [field.name === "id" ? key : (links.find(({ name }) => name === field.name)?.by ?? field.name)];
}
