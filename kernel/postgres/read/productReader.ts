import type { ProductCut } from "../../cut/index.ts";
import type { Row } from "../../product/index.ts";
import type { Span } from "../../trace/index.ts";
import type { ChangesRequest } from "./changesRequest.ts";
import type { Condition } from "./condition.ts";
import type { PageRequest } from "./pageRequest.ts";
import type { ChangesPage } from "./readChanges.ts";

/** One page, in the order asked for. */
export interface Page {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** What its rows are a part of; not told of a page without rows, nor by a product that keeps no history. */
  readonly cut?: ProductCut;
}

/** How many rows there are, and in which cut. */
export interface Count {
  readonly count: number;
  readonly cut?: ProductCut;
}

/**
 * Reads the rows of one product, as they are or as of a cut. Every method runs one statement, a second one where the
 * product has moved on from a cut, and reads only the fields named (and those that name or order a row). Fails with
 * UNAVAILABLE when the store cannot be reached, with AS_OF_UNAVAILABLE when the cut is not held.
 */
export interface ProductReader {
  /** The rows with these keys, by key; keys without a row are not in it. */
  byKeys(
    keys: readonly string[],
    fields: readonly string[],
    cut?: ProductCut,
  ): Promise<ReadonlyMap<string, Row>>;
  /** A page costs the same wherever it lies, given an index on the first field of the order and the key. */
  page(request: PageRequest, fields: readonly string[], cut?: ProductCut): Promise<Page>;
  count(where: Condition, cut?: ProductCut): Promise<Count>;
  /** Changes of the rows, of a product that keeps a history: what readChanges says. */
  changes(request: ChangesRequest, fields: readonly string[], cut?: ProductCut): Promise<ChangesPage>;
  /** The same on behalf of a request. */
  within(request: ReadWithin): ProductReader;
}

/** The request for which something is read. */
export interface ReadWithin {
  /** Cancels statements; they are UNAVAILABLE then. */
  readonly signal?: AbortSignal | undefined;
  /** Statements are parts of this. */
  readonly span?: Span | undefined;
}
