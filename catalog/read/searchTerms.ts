/** A search as PostgreSQL's text search takes it (`to_tsquery`), once for each rank. */
export interface SearchTerms {
  /** What a product's name must be to rank before everything else. */
  readonly exact: string;
  /** Every word in names; in names and owners; in those and fields; anywhere. */
  readonly byRank: readonly [string, string, string, string];
}

const MAX_WORDS = 20;

/** The words somebody typed, in small letters; nothing but letters and digits gets through. */
export const typedWords = (search: string | null | undefined): readonly string[] =>
  (search?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS);

/**
 * Reads what somebody typed: every word must occur, or begin one that does. Undefined when nothing was typed. Only
 * letters and digits get through, so the query's own operators never do.
 */
export function searchTerms(search: string | null | undefined): SearchTerms | undefined {
  const typed = search?.trim().toLowerCase() ?? "";
  if (typed === "") return undefined;
  const words = typedWords(typed);
  const query = (weights: string): string => words.map((word) => `${word}:*${weights}`).join(" & ");
  return { exact: typed, byRank: [query("A"), query("AB"), query("ABC"), query("ABCD")] };
}
