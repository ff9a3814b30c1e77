import { type ProductCut, productCutText } from "../../cut/index.ts";
import { MeshError } from "../../errors.ts";
import type { Consumer } from "../../policy/index.ts";
import {
  type Change,
  type ChangesPage,
  type ChangesRequest,
  decidingFields,
  type Page,
  type PageRequest,
  type ProductReader,
} from "../../postgres/read/index.ts";
import { productRef, type ProductDescriptor, type Row } from "../../product/index.ts";
import type { ProductGuard } from "../guard/index.ts";
import { isNullable } from "../typeDefs/index.ts";
import { rowLoader } from "./rowLoader.ts";

/** A product whose rows can be served. */
export interface ServedProduct {
  readonly product: ProductDescriptor;
  readonly reader: ProductReader;
  /** Whether the rows hold a field; the reader answers null for one they do not. */
  readonly stored: (field: string) => boolean;
  /** What a consumer may see of it; decided once for one consumer. */
  readonly guard: (consumer: Consumer) => ProductGuard;
}

/**
 * The rows of a product as one consumer may see them, during one request. There is no way around it: denied fields
 * are not read, masked ones leave it masked, and every method throws FORBIDDEN when the product may not be read.
 */
export interface ProductSource {
  readonly product: ProductDescriptor;
  readonly guard: ProductGuard;
  /** The row with this key, or null. Rows asked for in the same tick are read by one statement. */
  one(key: string, fields: Iterable<string>): Promise<Row | null>;
  /** Throws FORBIDDEN when the request filters or orders by a field the consumer does not see as it is. */
  admit(request: PageRequest): void;
  /** The page after a cursor is of the cursor's cut, every other of the operation's. */
  page(request: PageRequest, fields: Iterable<string>): Promise<Page>;
  /** How many rows fit the filter of the request, whatever its page; in the cut of that page, if one is read. */
  count(request: PageRequest, page?: Promise<Page>): Promise<number>;
  /** Changes of the rows, up to the operation's cut if it has one. */
  changes(request: ChangesRequest, fields: Iterable<string>): Promise<ChangesPage>;
}

/** Puts the guard in front of a product's reader, which reads as of `cut` if there is one. */
export function productSource(
  { product, reader, stored, guard: guardFor }: ServedProduct,
  consumer: Consumer,
  cut?: ProductCut,
): ProductSource {
  const guard = guardFor(consumer);
  const load = rowLoader(reader, cut);
  const readable = (fields: Iterable<string>): readonly string[] => {
    const admitted = [...fields].filter((field) => guard.field(field).effect !== "deny");
    refuseUnprojected(product, admitted, stored);
    return admitted;
  };
  const admit = (request: PageRequest): void => {
    guard.admit();
    guard.refuseProbing(decidingFields(product, request));
  };
  return {
    product,
    guard,
    admit,
    async one(key, fields) {
      guard.admit();
      const row = await load(key, readable(fields));
      return row === null ? null : guard.masked(row);
    },
    async page(request, fields) {
      admit(request);
      const page = await reader.page(request, readable(fields), request.cut ?? cut);
      return { ...page, rows: page.rows.map((row) => guard.masked(row)) };
    },
    async count(request, page) {
      admit(request);
      return countRows(reader, request, request.cut ?? cut, page);
    },
    async changes(request, fields) {
      guard.admit();
      const page = await reader.changes(request, readable(fields), cut);
      const seen = ({ row, ...change }: Change): Change => ({ ...change, row: row && guard.masked(row) });
      return { ...page, changes: page.changes.map(seen) };
    },
  };
}

/** The rows are counted while the page is read, and again in its cut if the product moved in between. */
async function countRows(
  reader: ProductReader,
  request: PageRequest,
  cut: ProductCut | undefined,
  reading: Promise<Page> | undefined,
): Promise<number> {
  const [counted, page] = await Promise.all([reader.count(request.where, cut), reading]);
  if (cut !== undefined || page === undefined) return counted.count;
  const isEmpty = page.rows.length === 0 && !page.hasNext && !page.hasPrevious;
  if (isEmpty && request.size > 0 && request.from === undefined) return 0;
  if (page.cut === undefined || isSame(page.cut, counted.cut)) return counted.count;
  return (await reader.count(request.where, page.cut)).count;
}

const isSame = (cut: ProductCut, other: ProductCut | undefined): boolean =>
  other !== undefined && productCutText(cut) === productCutText(other);

/** An older generation of rows may lack a field that is promised to be there; null would break that promise. */
function refuseUnprojected(
  product: ProductDescriptor,
  fields: readonly string[],
  stored: (field: string) => boolean,
): void {
  const missing = product.fields.find(
    (field) => fields.includes(field.name) && !stored(field.name) && !isNullable(product, field),
  );
  if (missing === undefined) return;
  const ref = productRef(product.name, product.major);
  throw new MeshError("UNAVAILABLE", `${missing.name} of ${ref} is not there before the product is rebuilt`);
}
