import type { ProductCut } from "../../cut/index.ts";
import type { PageRequest } from "../read/pageRequest.ts";
import type { ReadWithin } from "../read/productReader.ts";
import type { RowShape } from "./rowShape.ts";

/** What a page is asked for. */
export interface PageShape {
  /** The lists of its rows, each in its own shape. */
  readonly lists: readonly RowShape[];
  readonly hasNext: boolean;
  /** The cursors of its first and last rows. */
  readonly ends: boolean;
  readonly total: boolean;
}

/** One page that PostgreSQL wrote; what was not asked for says nothing. */
export interface WrittenPage {
  /** The elements of each list, separated by commas, without the brackets. */
  readonly lists: readonly string[];
  readonly hasNext: boolean;
  readonly start: string | null;
  readonly end: string | null;
  readonly total: number;
}

/** As what rows are read, and for whom. */
export interface ReadAs extends ReadWithin {
  readonly cut?: ProductCut | undefined;
}

/**
 * Reads rows of one product as the text of the JSON that resolvers would make of them, each call by one statement.
 * Undefined where PostgreSQL does not write it: a value whose bytes would differ, null where that is not allowed, an
 * envelope of a later version, a cut that the product does not stand at any more. Fails as a ProductReader does.
 */
export interface JsonReader {
  /** The rows with these keys, by key. Calls that need not wait for one another share a statement. */
  rows(
    shape: RowShape,
    keys: readonly string[],
    as: ReadAs,
  ): Promise<ReadonlyMap<string, string> | undefined>;
  /** A page forward. */
  page(shape: PageShape, request: PageRequest, as: ReadAs): Promise<WrittenPage | undefined>;
}
