import { decodeGlobalId } from "@datamesh/kernel/graphql";
import { type ProductDescriptor, type ProductRef, productRef } from "@datamesh/kernel/product";
import { type ArgumentNode, getArgumentValues, visit } from "graphql";
import type { ComputedFields, RuleInput } from "../authorize/computedFields.ts";
import type { Selection } from "../authorize/collectSelections.ts";
import { type ListArguments, usedFields } from "../authorize/usedFields.ts";
import { productFinder } from "../measure/index.ts";

/** What of a product a selection tells about. */
export interface ToldPart {
  readonly product: ProductDescriptor;
  readonly fields: readonly string[];
}

/** Finds them; none for a selection that tells nothing of any product. Variables are the coerced ones. */
export type PartsTold = (
  selection: Selection,
  variables: Readonly<Record<string, unknown>>,
) => readonly ToldPart[];

/**
 * Prepares it for the products of a mesh. A link tells the field it goes by and, of the product it leads to, whether
 * there is such a row; `id` tells the key, a filter and an order tell of the fields they name, and `node` of the product
 * its id names, whether there is such a row or not; a computed field tells of what it is computed from.
 */
export function toldParts(
  products: readonly ProductDescriptor[],
  inputsOf: ComputedFields = () => [],
): PartsTold {
  const byType = new Map(products.map((each) => [each.graphql.type, each]));
  const byRef = new Map(products.map((each) => [productRef(each.name, each.major), each]));
  const productOf = productFinder(products);
  return (selection, variables) => {
    const { type, field, node } = selection;
    const computed = inputsOf(type.name, field.name).flatMap((input) => inputTold(input, byType));
    const args = field.args.length === 0 ? {} : getArgumentValues(field, node, variables);
    const product = productOf(selection) ?? nodeProduct(selection, args, byType);
    if (product === undefined) return computed;
    const target = linkedProduct(product, selection, byRef);
    return [
      { product, fields: fieldsTold(product, selection, args) },
      ...(target === undefined ? [] : [{ product: target, fields: [] }]),
      ...computed,
    ];
  };
}

/** Whoever reads a computed field is told of what it is computed from. */
function inputTold(
  { type, field }: RuleInput,
  byType: ReadonlyMap<string, ProductDescriptor>,
): readonly ToldPart[] {
  const product = byType.get(type);
  return product === undefined ? [] : [{ product, fields: [field.name === "id" ? product.key : field.name] }];
}

/** Whether variables decide what a selection tells: of which fields a filter and an order are, and which node it is. */
export function tellsByVariables({ type, field, node }: Selection): boolean {
  if (type.name !== "Query") return false;
  const telling = field.name === "node" ? ["id"] : ["where", "orderBy"];
  const mentions = (given: ArgumentNode): boolean => {
    let found = false;
    visit(given, { Variable: () => void (found = true) });
    return found;
  };
  return node.arguments?.some((each) => telling.includes(each.name.value) && mentions(each)) === true;
}

function linkedProduct(
  { graphql, links }: ProductDescriptor,
  { type, field }: Selection,
  byRef: ReadonlyMap<ProductRef, ProductDescriptor>,
): ProductDescriptor | undefined {
  const link = type.name === graphql.type ? links.find(({ name }) => name === field.name) : undefined;
  return link && byRef.get(link.product);
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
