import { effectOf } from "@datamesh/kernel/policy";
import type { Consumer } from "@datamesh/kernel/policy";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { Withheld } from "../types.ts";
import type { Selection, SelectionUse } from "./collectSelections.ts";
import type { Refusal } from "./evaluateRules.ts";

/** Whether an object of the selection's type is, or may be, where the use stands. */
export type Occurs = (selection: Selection, use: SelectionUse) => boolean;

/** The uses of a refused selection that a consumer is told about: not those inside of another refused one. */
export function refusedUses(
  refusal: Refusal,
  refusals: readonly Refusal[],
  occurs: Occurs,
): readonly SelectionUse[] {
  const { selection } = refusal;
  return selection.uses.filter((use) => occurs(selection, use) && !isWithinRefused(use, refusals));
}

/**
 * What the consumer did not get as it is: selections refused by policy (DENIED), and fields of products whose
 * values their policy masks for this consumer (MASKED); each path once.
 */
export function withheld(
  selections: readonly Selection[],
  refusals: readonly Refusal[],
  products: readonly ProductDescriptor[],
  consumer: Consumer,
  occurs: Occurs,
): readonly Withheld[] {
  const denied = refusals
    .filter(({ error }) => error.code === "FORBIDDEN")
    .flatMap((refusal) => refusedUses(refusal, refusals, occurs))
    .map(({ path }): Withheld => ({ path, reason: "DENIED" }));
  const masked = selections
    .filter((each) => isMasked(each, products, consumer))
    .flatMap((selection) => selection.uses.filter((use) => occurs(selection, use)))
    .filter((use) => !isWithinRefused(use, refusals))
    .map(({ path }): Withheld => ({ path, reason: "MASKED" }));
  return distinctPaths([...denied, ...masked]);
}

/** Whether a use is nested in a selection that was refused. */
export function isWithinRefused({ within }: SelectionUse, refusals: readonly Refusal[]): boolean {
  if (within === undefined) return false;
  return (
    refusals.some((each) => each.selection === within.selection) || isWithinRefused(within.use, refusals)
  );
}

function isMasked(
  { type, field }: Selection,
  products: readonly ProductDescriptor[],
  consumer: Consumer,
): boolean {
  const product = products.find((each) => each.graphql.type === type.name);
  const described = product?.fields.find((each) => each.name === field.name);
  if (product === undefined || described === undefined) return false;
  const { policy } = product;
  return effectOf({ action: "read", policy, field: described, consumer }) === "mask";
}

function distinctPaths(all: readonly Withheld[]): readonly Withheld[] {
  const byPath = new Map<string, Withheld>();
  for (const each of all) if (!byPath.has(each.path.join(" "))) byPath.set(each.path.join(" "), each);
  return [...byPath.values()];
}
