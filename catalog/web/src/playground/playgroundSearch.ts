/** A query that a link carries; never a token. */
export interface PlaygroundSearch {
  /** Products to write a first query for, as `name@major`. */
  readonly product?: string;
  readonly query?: string;
  /** JSON. */
  readonly variables?: string;
}

/** Reads it; what is not understood is left out. */
export function readPlaygroundSearch(search: Readonly<Record<string, unknown>>): PlaygroundSearch {
  const texts = (["product", "query", "variables"] as const).flatMap((name) => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? [[name, value] as const] : [];
  });
  return Object.fromEntries(texts);
}
