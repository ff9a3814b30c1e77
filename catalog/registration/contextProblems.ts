import {
  graphqlNames,
  logName,
  type ProductDescriptor,
  productRef,
  relationName,
} from "@datamesh/kernel/product";
import type { DescribedContext } from "./registration.ts";

/**
 * Why a context cannot be as it describes itself: a product listed twice, derived from another's log, or under names
 * that do not follow from its own.
 */
export function contextProblems({ name, products }: DescribedContext): readonly string[] {
  const own = logName(name);
  const refs = products.map((each) => productRef(each.name, each.major));
  const twice = refs.filter((ref, index) => refs.indexOf(ref) !== index);
  return [
    ...[...new Set(twice)].map((ref) => `product ${ref} is listed twice`),
    ...products.flatMap((product) => logProblems(product, own)),
    ...products.flatMap(nameProblems),
  ];
}

function logProblems({ name, inputs }: ProductDescriptor, own: string): readonly string[] {
  return inputs.flatMap((input) =>
    input.kind === "events" && input.log !== own
      ? [`product ${name} is derived from ${input.log}, not ${own}`]
      : [],
  );
}

/** A product's names are computed everywhere from its own, so one that says otherwise would be found under neither. */
function nameProblems({ name, version, major, relation, graphql }: ProductDescriptor): readonly string[] {
  const ref = productRef(name, major);
  const expected = graphqlNames(name, major);
  const isNamed =
    graphql.type === expected.type && graphql.one === expected.one && graphql.many === expected.many;
  return [
    ...(Number(version.split(".")[0]) === major ? [] : [`product ${ref} has version ${version}`]),
    ...(relation === relationName(name, major)
      ? []
      : [`product ${ref} is relation ${relation}, not ${relationName(name, major)}`]),
    ...(isNamed
      ? []
      : [`product ${ref} has other names in GraphQL than ${Object.values(expected).join(", ")}`]),
  ];
}
