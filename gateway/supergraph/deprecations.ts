import { changeNames, type ProductDescriptor } from "@datamesh/kernel/product";
import type { Selection } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import { isWithinRefused } from "../authorize/withheld.ts";
import type { Answer } from "../types.ts";

/** What was asked for, and what of it is refused. */
interface Asked {
  readonly selections: readonly Selection[];
  readonly refusals: readonly Refusal[];
}

/** The announced ends of the products that are read, at a root field or on the way from another; nothing without one. */
export function deprecationsIn(
  { selections, refusals }: Asked,
  products: readonly ProductDescriptor[],
): Pick<Answer, "deprecations"> {
  const ending = products.filter(({ deprecated }) => deprecated !== undefined);
  if (ending.length === 0) return {};
  const refused = new Set(refusals.map(({ selection }) => selection));
  const read = selections.filter(
    (each) => !refused.has(each) && each.uses.some((use) => !isWithinRefused(use, refusals)),
  );
  const deprecations = ending
    .filter((product) => read.some((selection) => reads(selection, product)))
    .flatMap(({ deprecated }) => deprecated ?? []);
  return deprecations.length === 0 ? {} : { deprecations };
}

function reads({ type, field }: Selection, { graphql }: ProductDescriptor): boolean {
  const roots = [graphql.one, graphql.many, changeNames(graphql).feed];
  return type.name === graphql.type || (type.name === "Query" && roots.includes(field.name));
}
