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
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
  };
  const oneOf = <const Name extends string>(name: string, names: readonly Name[]): Name | undefined =>
    names.find((each) => each === search[name]);
  return withoutGaps({
    q: text("q"),
    context: text("context"),
    owner: text("owner"),
    compliance: text("compliance"),
    classification: oneOf("classification", CLASSIFICATIONS),
    status: oneOf("status", STATUSES),
    standing: oneOf("standing", STANDINGS),
  });
}

function withoutGaps(search: {
  readonly [Name in keyof CatalogSearch]: CatalogSearch[Name] | undefined;
}): CatalogSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
