import { searchOneOf, searchText } from "../app/searchText.ts";

const CLASSIFICATIONS = ["IDENTIFIER", "INTERNAL", "PERSONAL"] as const;
const STATUSES = ["ACTIVE", "DEPRECATED", "RETIRED"] as const;
const STANDINGS = ["KEPT", "BREACHED"] as const;

/** What is looked for in the catalog, as the address has it. */
export interface CatalogSearch {
  readonly q?: string;
  readonly context?: string;
  readonly owner?: string;
  readonly compliance?: string;
  readonly classification?: (typeof CLASSIFICATIONS)[number];
  readonly status?: (typeof STATUSES)[number];
  readonly standing?: (typeof STANDINGS)[number];
}

/** Reads it; what is not understood is left out. */
export function readCatalogSearch(search: Readonly<Record<string, unknown>>): CatalogSearch {
  return {
    q: searchText(search["q"]),
    context: searchText(search["context"]),
    owner: searchText(search["owner"]),
    compliance: searchText(search["compliance"]),
    classification: searchOneOf(search["classification"], CLASSIFICATIONS),
    status: searchOneOf(search["status"], STATUSES),
    standing: searchOneOf(search["standing"], STANDINGS),
  };
}

/** How many filters are chosen. */
export const filtersIn = (search: CatalogSearch): number =>
  Object.entries(search).filter(([name, value]) => name !== "q" && value !== undefined).length;
