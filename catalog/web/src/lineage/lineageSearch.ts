import { searchOneOf, searchText } from "../app/searchText.ts";

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
    level: level === "field" ? level : undefined,
    field: searchText(field),
    only: only === true ? only : undefined,
    as: searchOneOf(as, ["graph", "table"]),
    open: searchText(open),
  };
}
