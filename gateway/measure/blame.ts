import { type ProductDescriptor, type ProductRef, productRef } from "@datamesh/kernel/product";
import type { GraphQLFormattedError } from "graphql";
import type { SelectionUse } from "../authorize/collectSelections.ts";
import { isWithinRefused } from "../authorize/withheld.ts";
import type { Answered, ProductOf } from "./productReads.ts";

/** A selection's place in the operation, and whose it is. */
export interface Place {
  readonly path: readonly string[];
  readonly product: ProductDescriptor;
}

/** Where something failed, and in which context. */
export interface Failure {
  readonly path: readonly string[];
  readonly context: unknown;
}

/** What an error of an answer tells of where it arose. */
export function failureOf({ path = [], extensions }: GraphQLFormattedError): Failure {
  return { path: path.filter((segment) => typeof segment === "string"), context: extensions?.["context"] };
}

/** Where an operation asked for products, and was not refused. */
export function placesOf({ selections, refusals, occurs }: Answered, productOf: ProductOf): readonly Place[] {
  const refused = new Set(refusals.map(({ selection }) => selection));
  return selections.flatMap((selection) => {
    const product = refused.has(selection) ? undefined : productOf(selection);
    if (product === undefined) return [];
    const counts = (use: SelectionUse) => !isWithinRefused(use, refusals) && occurs(selection, use);
    return selection.uses.filter(counts).map(({ path }) => ({ path, product }));
  });
}

/**
 * Whose failure it is: of the products at and below the error's path, those of the context it names; without a
 * context, the product right there, or else all below. An error below every known place is that of the nearest above.
 */
export function blame({ path, context }: Failure, places: readonly Place[]): ReadonlySet<ProductRef> {
  const below = places.filter((place) => begins(place.path, path));
  const named = below.filter(({ product }) => product.context === context);
  const exact = below.filter((place) => place.path.length === path.length);
  const above = places.filter((place) => begins(path, place.path));
  const nearest = above.filter((place) => above.every((each) => each.path.length <= place.path.length));
  const guilty = [named, exact, below, nearest].find((each) => each.length > 0) ?? [];
  return new Set(guilty.map(({ product }) => refOf(product)));
}

/** Whether a path leads on from another. */
export const begins = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((segment, index) => path[index] === segment);

/** The reference of a product. */
export const refOf = ({ name, major }: ProductDescriptor): ProductRef => productRef(name, major);
