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
  const view = VIEWS.find((each) => each === search["view"]);
  const texts = (["product", "query", "variables"] as const).flatMap((name) => {
    const value = textOf(search[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(texts), ...(view && { view }) };
}

/** The draft a link carries; null when it carries none. */
export const searchDraft = ({ query, variables = "" }: PlaygroundSearch): Draft | null =>
  query === undefined ? null : { query, variables };

/** Longer addresses are not taken everywhere. */
const LONGEST = 8_000;

/** The same link with another draft; without one where nothing is written, or too much for a link. */
export function withDraft(
  { product, view }: PlaygroundSearch,
  { query, variables }: Draft,
): PlaygroundSearch {
  const fits = query.trim() !== "" && query.length + variables.length <= LONGEST;
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

/** A link written by hand may carry variables without quotes, which are read as an object. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : undefined;
}
