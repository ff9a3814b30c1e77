import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { ComputedFields } from "../authorize/computedFields.ts";
import type { Selection } from "../authorize/collectSelections.ts";

/** Finds out of a selection whether it has values that are personal, or masked for some, or computed from such. */
export function personalFields(
  products: readonly ProductDescriptor[],
  inputsOf: ComputedFields = () => [],
): (selection: Pick<Selection, "type" | "field">) => boolean {
  const personal = new Set(
    products.flatMap(({ graphql, fields }) =>
      fields
        .filter(({ classification, mask }) => classification === "personal" || mask !== undefined)
        .map(({ name }) => `${graphql.type}.${name}`),
    ),
  );
  return ({ type, field }) =>
    personal.has(`${type.name}.${field.name}`) ||
    inputsOf(type.name, field.name).some((input) => personal.has(`${input.type}.${input.field.name}`));
}
