import type { ProductDescriptor } from "@datamesh/kernel/product";
import { getNamedType, type GraphQLFormattedError, isObjectType } from "graphql";
import { blame, type Failure, failureOf, type Place, placesOf, refOf } from "./blame.ts";
import type { Answered, ProductOf } from "./productReads.ts";

/**
 * The errors of an answer, each with the product it concerns: of several that it may concern the one right there, and none
 * of another context than the one that failed.
 */
export function namedFailures(answered: Answered, productOf: ProductOf): readonly GraphQLFormattedError[] {
  if (answered.failures.length === 0) return answered.failures;
  const places = placesOf(answered, productOf);
  const failed = lostPlaces(answered, productOf);
  return answered.failures.map((error) => {
    if (error.extensions?.["product"] !== undefined) return error;
    const failure = failureOf(error);
    const product = concerned(failure, places) ?? failed(failure);
    if (product === undefined) return error;
    return { ...error, extensions: { ...error.extensions, product: refOf(product) } };
  });
}

function concerned(failure: Failure, places: readonly Place[]): ProductDescriptor | undefined {
  const guilty = blame(failure, places);
  const here = places.find((place) => isAt(place, failure))?.product;
  const several = places.map(({ product }) => product).filter((each) => guilty.has(refOf(each)));
  const only = guilty.size === 1 ? several[0] : several.find((each) => each === here);
  const isElsewhere = failure.context !== undefined && failure.context !== only?.context;
  return isElsewhere ? undefined : only;
}

/**
 * Finds the product of what was lost together with the very object that would have told of which type it is, or of which
 * no field but its type was asked for: the only one of the context that failed which is asked for, or led to, there.
 */
function lostPlaces(
  answered: Answered,
  productOf: ProductOf,
): (failure: Failure) => ProductDescriptor | undefined {
  let possible: readonly Place[] | undefined;
  return (failure) => {
    possible ??= possiblePlaces(answered, productOf);
    const [only, ...others] = new Set(
      possible
        .filter((place) => isAt(place, failure) && place.product.context === failure.context)
        .map(({ product }) => product),
    );
    return others.length === 0 ? only : undefined;
  };
}

function possiblePlaces(answered: Answered, productOf: ProductOf): readonly Place[] {
  const anywhere = { ...answered, occurs: () => true };
  const ledTo: ProductOf = (selection) => {
    const type = getNamedType(selection.field.type);
    return isObjectType(type) ? productOf({ ...selection, type }) : undefined;
  };
  return [...placesOf(anywhere, productOf), ...placesOf(anywhere, ledTo)];
}

const isAt = ({ path }: Place, failure: Failure): boolean => path.join(" ") === failure.path.join(" ");
