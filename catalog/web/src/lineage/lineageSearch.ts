/** What of the lineage is shown, as the address has it. */
export interface LineageSearch {
  /** The field whose path is lit. */
  readonly field?: string;
}

/** Reads it; what is not understood is left out. */
export function readLineageSearch(search: Readonly<Record<string, unknown>>): LineageSearch {
  const { field } = search;
  return typeof field === "string" && field !== "" ? { field } : {};
}
