import type { Row } from "../../product/index.ts";
import type { Condition } from "./condition.ts";
import type { PageRequest } from "./pageRequest.ts";

/** One page, in the order asked for. */
export interface Page {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/**
 * Reads the rows of one product. Every method runs one statement and reads only the fields named (and those that
 * name or order a row). Fails with UNAVAILABLE when the store cannot be reached.
 */
export interface ProductReader {
  /** The rows with these keys, by key; keys without a row are not in it. */
  byKeys(keys: readonly string[], fields: readonly string[]): Promise<ReadonlyMap<string, Row>>;
  /** A page costs the same wherever it lies, given an index on the first field of the order and the key. */
  page(request: PageRequest, fields: readonly string[]): Promise<Page>;
  count(where: Condition): Promise<number>;
}
