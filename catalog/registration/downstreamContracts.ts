import { type ProductDescriptor, type ProductRef, productRef } from "@datamesh/kernel/product";
import { exposedFieldProblems, type JoinDescriptor, missingFieldProblems } from "./takenFields.ts";
import type { Findings } from "./upstreamContracts.ts";

/** A product as it would be after the registration (absent when it would no longer be served), and as it is. */
export interface ProductChange {
  readonly ref: ProductRef;
  readonly before: ProductDescriptor | undefined;
  readonly after: ProductDescriptor | undefined;
}

/**
 * Holds changed products against the products of other contexts that join them. What held before and would not hold
 * any more is a problem; what never held is the other's to mend, and a warning.
 */
export function downstreamContracts(
  changes: readonly ProductChange[],
  others: readonly ProductDescriptor[],
): Findings {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const { change, product, join } of affected(changes, others)) {
    const before =
      change.before === undefined ? undefined : breaches(product, join, change.before, change.before);
    for (const breach of breaches(product, join, change.after, change.before)) {
      const isNew = before !== undefined && !before.includes(breach);
      (isNew ? problems : warnings).push(breach);
    }
  }
  return { problems, warnings };
}

interface Affected {
  readonly change: ProductChange;
  readonly product: ProductDescriptor;
  readonly join: JoinDescriptor;
}

function affected(
  changes: readonly ProductChange[],
  others: readonly ProductDescriptor[],
): readonly Affected[] {
  return others.flatMap((product) =>
    product.inputs.flatMap((join) => {
      const change = join.kind === "join" ? changes.find(({ ref }) => ref === join.product) : undefined;
      return change === undefined || join.kind !== "join" ? [] : [{ change, product, join }];
    }),
  );
}

function breaches(
  product: ProductDescriptor,
  join: JoinDescriptor,
  upstream: ProductDescriptor | undefined,
  before: ProductDescriptor | undefined,
): readonly string[] {
  const ref = productRef(product.name, product.major);
  if (upstream === undefined) return [`${ref} of context ${product.context} joins ${join.product}`];
  const key =
    before === undefined || before.key === upstream.key
      ? []
      : [`${ref} of context ${product.context} joins ${join.product} by its key ${before.key}`];
  if (upstream.history === false) {
    return [`${ref} of context ${product.context} joins ${join.product}, which keeps no history any more`];
  }
  return [
    ...key,
    ...missingFieldProblems(product, join, upstream),
    ...exposedFieldProblems(product, join, upstream),
  ];
}
