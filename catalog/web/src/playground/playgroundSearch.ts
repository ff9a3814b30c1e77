import { searchOneOf, searchText } from "../app/searchText.ts";
import type { Draft } from "./editorProtocol.ts";

const VIEWS = ["table", "json", "csv"] as const;

/** How an answer is shown. */
export type ResultView = (typeof VIEWS)[number];

/** A query that a link carries; never a token. */
export interface PlaygroundSearch {
  /** Products to write a first query for, as `name@major`, with commas between. */
  readonly product?: string;
  readonly query?: string;
  /** JSON. */
  readonly variables?: string;
  readonly view?: ResultView;
}

/** Reads it; what is not understood is left out. */
export function readPlaygroundSearch(search: Readonly<Record<string, unknown>>): PlaygroundSearch {
  return {
    product: searchText(search["product"]),
    query: searchText(search["query"]),
    variables: searchText(search["variables"]),
    view: searchOneOf(search["view"], VIEWS),
  };
}

/** The draft a link carries; null when it carries none. */
export const searchDraft = ({ query, variables = "" }: PlaygroundSearch): Draft | null =>
  query === undefined ? null : { query, variables };

/** Longer addresses are not taken everywhere, the gateway's own included: characters, as they are sent. */
const LONGEST = 8_000;

/** Whether a link can carry a draft. */
export const fitsLink = ({ query, variables }: Draft): boolean =>
  encodeURIComponent(query).length + encodeURIComponent(variables).length <= LONGEST;

/** The same link with another draft; without one where nothing is written, or too much for a link. */
export function withDraft(
  { product, view }: PlaygroundSearch,
  { query, variables }: Draft,
): PlaygroundSearch {
  const fits = query.trim() !== "" && fitsLink({ query, variables });
  return {
    ...(product !== undefined && { product }),
    ...(fits && { query }),
    ...(fits && variables.trim() !== "" && { variables }),
    ...(view !== undefined && { view }),
  };
}

/** Whether two drafts say the same. */
export const isSameDraft = (one: Draft | null, other: Draft): boolean =>
  one?.query === other.query && one.variables === other.variables;
