import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { Selection } from "../authorize/collectSelections.ts";

/** Finds out of a selection whether it has values that are personal, or masked for some. */
export function personalFields(
  products: readonly ProductDescriptor[],
): (selection: Pick<Selection, "type" | "field">) => boolean {
  const personal = new Set(
    products.flatMap(({ graphql, fields }) =>
      fields
        .filter(({ classification, mask }) => classification === "personal" || mask !== undefined)
        .map(({ name }) => `${graphql.type}.${name}`),
    ),
  );
  return ({ type, field }) => personal.has(`${type.name}.${field.name}`);
}
