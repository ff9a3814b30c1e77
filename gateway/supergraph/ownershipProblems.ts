import { productRef } from "@datamesh/kernel/product";
import type { RegisteredSubgraph } from "../types.ts";
import { NODE_SUBGRAPH } from "./nodeSubgraph.ts";

/** A name and the context that claims it. */
type Claim = readonly [name: string, context: string];

/**
 * What composition alone would not notice: contexts of one name, two that claim the same product or GraphQL
 * type, one that registers a product of another, `@override`, by which one takes over fields of another, and
 * `@fromContext`, by which it gets at their values.
 */
export function ownershipProblems(subgraphs: readonly RegisteredSubgraph[]): readonly string[] {
  return [
    ...nameProblems(subgraphs.map(({ name }) => name)),
    ...claimedTwice(
      "product",
      claims(subgraphs, (each) => productRef(each.name, each.major)),
    ),
    ...claimedTwice(
      "GraphQL type",
      claims(subgraphs, (each) => each.graphql.type),
    ),
    ...subgraphs.flatMap(foreignProducts),
    ...subgraphs.filter(({ sdl }) => OVERRIDE.test(sdl)).map(({ name }) => `context ${name} uses @override`),
    ...subgraphs
      .filter(({ sdl }) => FROM_CONTEXT.test(sdl))
      .map(({ name }) => `context ${name} uses @fromContext`),
  ];
}

/** Imported, renamed while importing, or by its full name: it cannot be used without standing in the text. */
const OVERRIDE = /@\w*override\b/;

/** Hands values of other fields to a resolver as arguments, where no rule of those fields would be asked. */
const FROM_CONTEXT = /@\w*fromContext\b/;

type Product = RegisteredSubgraph["products"][number];

function claims(
  subgraphs: readonly RegisteredSubgraph[],
  nameOf: (product: Product) => string,
): readonly Claim[] {
  return subgraphs.flatMap(({ name, products }) => products.map((each): Claim => [nameOf(each), name]));
}

function claimedTwice(what: string, all: readonly Claim[]): readonly string[] {
  return all.flatMap(([name, context], index) => {
    const first = all.findIndex(([each]) => each === name);
    return first === index ? [] : [`${what} ${name} is claimed by both ${all[first]?.[1]} and ${context}`];
  });
}

function nameProblems(names: readonly string[]): readonly string[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const reserved = names.filter((name) => name === NODE_SUBGRAPH);
  return [
    ...twice.map((name) => `context ${name} is registered twice`),
    ...reserved.map((name) => `context ${name} has the name of the gateway's own subgraph`),
  ];
}

function foreignProducts({ name, products }: RegisteredSubgraph): readonly string[] {
  const foreign = products.filter(({ context }) => context !== name);
  return foreign.map(
    (each) => `context ${name} registers ${productRef(each.name, each.major)} of ${each.context}`,
  );
}
