import { MeshError } from "../../errors.ts";
import { PAGE_LIMITS } from "../../product/index.ts";

export { PAGE_LIMITS };

/** The paging arguments of a connection (GraphQL Cursor Connections Specification, 4). */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** Which rows of an order: the first after a cursor, or the last before one. */
export interface PageBounds {
  readonly backward: boolean;
  readonly size: number;
  readonly cursor?: { readonly argument: "after" | "before"; readonly text: string };
}

/**
 * Reads `first`/`after` or `last`/`before`. Fails with BAD_USER_INPUT when the two pairs are mixed and when a size
 * is negative or beyond the limit.
 */
export function pageBounds({ first, after, last, before }: PageArguments): PageBounds {
  const forward = given(first) || given(after);
  const backward = given(last) || given(before);
  if (forward && backward) {
    throw new MeshError(
      "BAD_USER_INPUT",
      "page forward with first and after, or backward with last and before, not both",
    );
  }
  return backward
    ? { backward: true, size: size("last", last), ...cursor("before", before) }
    : { backward: false, size: size("first", first), ...cursor("after", after) };
}

function size(argument: "first" | "last", value: number | null | undefined): number {
  if (value === null || value === undefined) return PAGE_LIMITS.default;
  if (Number.isInteger(value) && value >= 0 && value <= PAGE_LIMITS.max) return value;
  throw new MeshError("BAD_USER_INPUT", `${argument} is ${value}: a page has 0 to ${PAGE_LIMITS.max} rows`);
}

const cursor = (argument: "after" | "before", text: string | null | undefined): Pick<PageBounds, "cursor"> =>
  text === null || text === undefined ? {} : { cursor: { argument, text } };

const given = (value: unknown): boolean => value !== null && value !== undefined;
