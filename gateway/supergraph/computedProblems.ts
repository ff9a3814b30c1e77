import { type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import type { DocumentNode } from "graphql";
import { computedFields } from "./computedFields.ts";
import { requiredSelections } from "./requiredSelections.ts";

/**
 * Fields that a context computes from another context's personal ones, at whichever remove. Composition alone would
 * allow that, and a value that only its own context may tell would be told by a second one.
 */
export function computedProblems(
  supergraph: DocumentNode,
  products: readonly ProductDescriptor[],
): readonly string[] {
  const byType = new Map(products.map((each) => [each.graphql.type, each]));
  const inputsOf = computedFields(supergraph);
  return requiredSelections(supergraph).flatMap(({ type, field, context }) => {
    const foreign = inputsOf(type, field).flatMap((input) => {
      const product = byType.get(input.type);
      const described = product?.fields.find(({ name }) => name === input.field.name);
      const isForeign = product?.context !== context && described?.classification === "personal";
      return isForeign && product !== undefined
        ? [problem({ type, field, context }, product, described.name)]
        : [];
    });
    return [...new Set(foreign)];
  });
}

function problem(
  { type, field, context }: { readonly type: string; readonly field: string; readonly context: string },
  { name, major, context: owner, owner: { team, contact } }: ProductDescriptor,
  input: string,
): string {
  return (
    `context ${context} computes ${type}.${field} from ${input} of ${productRef(name, major)} (@requires), ` +
    `which is a personal field of context ${owner}: only ${owner} may compute with it; ask ${team} (${contact}) ` +
    `to declare what ${context} needs`
  );
}
