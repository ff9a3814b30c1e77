import {
  changeNames,
  type ProductDescriptor,
  type ProductRef,
  productTypeNames,
} from "@datamesh/kernel/product";
import type { GraphQLFormattedError } from "graphql";
import type { Selection } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import type { Occurs } from "../authorize/withheld.ts";
import { begins, blame, failureOf, type Place, placesOf, refOf } from "./blame.ts";

/** What an operation asked for and how it ended. */
export interface Answered {
  readonly selections: readonly Selection[];
  readonly refusals: readonly Refusal[];
  /** The errors of execution, as the consumer sees them. */
  readonly failures: readonly GraphQLFormattedError[];
  readonly occurs: Occurs;
}

/** A product version that an operation validly asked for, and whether it got it without an error of ours. */
export interface ProductRead {
  readonly product: ProductDescriptor;
  readonly failed: boolean;
}

/** Finds the product a selection belongs to: by the type it is a field of, or as one of its root fields. */
export type ProductOf = (selection: Selection) => ProductDescriptor | undefined;

/** Prepares it for the products of a mesh. */
export function productFinder(products: readonly ProductDescriptor[]): ProductOf {
  const byField = new Map<string, ProductDescriptor>();
  const byType = new Map<string, ProductDescriptor>();
  for (const product of products) {
    const { one, many } = product.graphql;
    for (const each of productTypeNames(product.graphql)) byType.set(each, product);
    for (const each of [one, many, changeNames(product.graphql).feed]) byField.set(`Query.${each}`, product);
  }
  return ({ type, field }) => byField.get(`${type.name}.${field.name}`) ?? byType.get(type.name);
}

/**
 * The products an answer counts for: each once, however often it was selected. What was refused does not count, nor
 * what an error of the consumer's own ended, nor what was never reached because something above it failed: that is no
 * valid request for the product.
 */
export function productReads(answered: Answered, productOf: ProductOf): readonly ProductRead[] {
  const places = placesOf(answered, productOf);
  const failures = answered.failures.map((error) => ({
    ...failureOf(error),
    isOurs: OURS.has(error.extensions?.["code"]),
    named: error.extensions?.["product"],
  }));
  const blamed = failures.map((failure) => ({ ...failure, products: blame(failure, places) }));
  const isFailed = (ref: ProductRef) => blamed.some((each) => each.isOurs && each.products.has(ref));
  const isTheirs = (ref: ProductRef) => blamed.some((each) => !each.isOurs && each.products.has(ref));
  const isLost = ({ path }: Place) => failures.some((failure) => begins(path, failure.path));
  const byProduct = Map.groupBy(places, ({ product }) => refOf(product));
  const reads = [...byProduct].flatMap(([ref, own]): readonly ProductRead[] => {
    const product = own[0]?.product;
    if (product === undefined) return [];
    if (isFailed(ref)) return [{ product, failed: true }];
    return isTheirs(ref) || own.every(isLost) ? [] : [{ product, failed: false }];
  });
  const unseen = blamed.filter(({ isOurs, products }) => isOurs && products.size === 0);
  if (unseen.length === 0) return reads;
  const lost = lostWhole(unseen, answered, productOf);
  const isLostToo = ({ product }: ProductRead) => lost.some((each) => each.product === product);
  return [...reads.filter((each) => !isLostToo(each)), ...lost];
}

/** Products of which an object was lost together with what would have told its type: their errors name them. */
function lostWhole(
  failures: readonly { readonly named: unknown }[],
  { selections }: Answered,
  productOf: ProductOf,
): readonly ProductRead[] {
  const named = new Set(failures.map((each) => each.named));
  const asked = new Set(selections.map(productOf).filter((each) => each !== undefined));
  return [...asked].flatMap((product) => (named.has(refOf(product)) ? [{ product, failed: true }] : []));
}

/** Codes that say the mesh failed; all others are about the request. */
const OURS: ReadonlySet<unknown> = new Set(["INTERNAL", "UNAVAILABLE"]);
