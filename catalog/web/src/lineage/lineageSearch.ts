/** What of the lineage is shown, as the address has it. */
export interface LineageSearch {
  /** Whether fields are shown; they are too where one is lit. */
  readonly level?: "field";
  /** The field whose path is lit: one of the product's own, or `node:field`. */
  readonly field?: string;
  /** Whether nothing but that path is shown. */
  readonly only?: true;
  /** As what it is shown; what fits the screen unless said. */
  readonly as?: "graph" | "table";
  /** What is unfolded (`writeExpansion`). */
  readonly open?: string;
}

/** Reads it; what is not understood is left out. */
export function readLineageSearch(search: Readonly<Record<string, unknown>>): LineageSearch {
  const { level, field, only, as, open } = search;
  return {
    ...(level === "field" && { level }),
    ...(isText(field) && { field }),
    ...(only === true && { only }),
    ...((as === "graph" || as === "table") && { as }),
    ...(isText(open) && { open }),
  };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
