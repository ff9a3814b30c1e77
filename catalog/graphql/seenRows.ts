import type { ProductRef } from "@datamesh/kernel/product";
import type { CatalogProductRow } from "../projection/index.ts";
import { withoutHidden } from "../read/index.ts";

/** The rows that whoever asks may know of, as it may know of them. */
export function seenRows(
  rows: readonly CatalogProductRow[],
  hidden: ReadonlySet<ProductRef>,
): readonly CatalogProductRow[] {
  if (hidden.size === 0) return rows;
  return rows.flatMap((row) =>
    withoutHidden([row.descriptor], hidden).map((descriptor) => Object.assign({}, row, { descriptor })),
  );
}
