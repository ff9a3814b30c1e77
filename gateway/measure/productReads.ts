import {
  changeNames,
  type ProductDescriptor,
  type ProductRef,
  productRef,
  productTypeNames,
} from "@datamesh/kernel/product";
import type { GraphQLFormattedError } from "graphql";
import type { Selection, SelectionUse } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import { isWithinRefused, type Occurs } from "../authorize/withheld.ts";

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

/** A selection's place in the operation, and whose it is. */
interface Place {
  readonly path: readonly string[];
  readonly product: ProductDescriptor;
}

/**
 * The products an answer counts for: each once, however often it was selected. What was refused does not count, nor
 * what an error of the consumer's own ended, nor what was never reached because something above it failed: that is no
 * valid request for the product.
 */
export function productReads(answered: Answered, productOf: ProductOf): readonly ProductRead[] {
  const places = placesOf(answered, productOf);
  const failures = answered.failures.map((error) => ({
    path: (error.path ?? []).filter((segment) => typeof segment === "string"),
    context: error.extensions?.["context"],
    isOurs: OURS.has(error.extensions?.["code"]),
  }));
  const blamed = failures.map((failure) => ({ ...failure, products: blame(failure, places) }));
  const isFailed = (ref: ProductRef) => blamed.some((each) => each.isOurs && each.products.has(ref));
  const isTheirs = (ref: ProductRef) => blamed.some((each) => !each.isOurs && each.products.has(ref));
  const isLost = ({ path }: Place) => failures.some((failure) => begins(path, failure.path));
  return [...Map.groupBy(places, ({ product }) => refOf(product))].flatMap(
    ([ref, own]): readonly ProductRead[] => {
      const product = own[0]?.product;
      if (product === undefined) return [];
      if (isFailed(ref)) return [{ product, failed: true }];
      return isTheirs(ref) || own.every(isLost) ? [] : [{ product, failed: false }];
    },
  );
}

/** Codes that say the mesh failed; all others are about the request. */
const OURS: ReadonlySet<unknown> = new Set(["INTERNAL", "UNAVAILABLE"]);

function placesOf({ selections, refusals, occurs }: Answered, productOf: ProductOf): readonly Place[] {
  const refused = new Set(refusals.map(({ selection }) => selection));
  return selections.flatMap((selection) => {
    const product = refused.has(selection) ? undefined : productOf(selection);
    if (product === undefined) return [];
    const counts = (use: SelectionUse) => !isWithinRefused(use, refusals) && occurs(selection, use);
    return selection.uses.filter(counts).map(({ path }) => ({ path, product }));
  });
}

interface Failure {
  readonly path: readonly string[];
  readonly context: unknown;
}

/**
 * Whose failure it is: of the products at and below the error's path, those of the context it names; without a
 * context, the product right there, or else all below. An error below every known place is that of the nearest above.
 */
function blame({ path, context }: Failure, places: readonly Place[]): ReadonlySet<ProductRef> {
  const below = places.filter((place) => begins(place.path, path));
  const named = below.filter(({ product }) => product.context === context);
  const exact = below.filter((place) => place.path.length === path.length);
  const above = places.filter((place) => begins(path, place.path));
  const nearest = above.filter((place) => above.every((each) => each.path.length <= place.path.length));
  const guilty = [named, exact, below, nearest].find((each) => each.length > 0) ?? [];
  return new Set(guilty.map(({ product }) => refOf(product)));
}

const begins = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((segment, index) => path[index] === segment);

const refOf = ({ name, major }: ProductDescriptor): ProductRef => productRef(name, major);
