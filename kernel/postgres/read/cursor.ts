import { createHash } from "node:crypto";
import { parseProductCut, type ProductCut, productCutText } from "../../cut/index.ts";
import { MeshError } from "../../errors.ts";
import type { ProductDescriptor, Row } from "../../product/index.ts";
import { checkValue } from "../columns/index.ts";
import type { Ordering } from "./ordering.ts";

const VERSION = 2;
/** Cursors of earlier releases, without a cut. */
const UNPINNED = 1;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** A place in an order, and the cut of the rows among which it is one. */
export interface Place {
  /** One per term of the order. */
  readonly values: readonly unknown[];
  /** Without one, the rows as they are when the page is read. */
  readonly cut?: ProductCut;
}

/**
 * Where a row stands in an order: base64url of the JSON `[version, hash of product and order, values, cut]`, the last
 * value being the key, the cut that of the page's rows or null. Since personal fields cannot be ordered by, it never
 * carries a personal value.
 */
export function writeCursor(
  product: ProductDescriptor,
  ordering: Ordering,
  row: Row,
  cut?: ProductCut,
): string {
  const values = ordering.map(({ field }) => JSON.stringify(row[field.name] ?? null));
  return cursorOf(product, ordering, values.join(","), cut);
}

/** The same of values that are JSON already, separated by commas. */
export function cursorOf(
  product: ProductDescriptor,
  ordering: Ordering,
  values: string,
  cut?: ProductCut,
): string {
  const told = cut === undefined ? null : productCutText(cut);
  const content = `${cursorHead(product, ordering)}${values}],${JSON.stringify(told)}]`;
  return Buffer.from(content, "utf8").toString("base64url");
}

/** What of the JSON in a cursor is the same for all rows in an order; the values follow. */
export const cursorHead = (product: ProductDescriptor, ordering: Ordering): string =>
  `[${VERSION},${JSON.stringify(orderHash(product, ordering))},[`;

/**
 * The place of `writeCursor`; one of an earlier release has no cut. Fails with BAD_USER_INPUT, naming the argument, on
 * text that is no cursor, or one of another product or order.
 */
export function readCursor(
  product: ProductDescriptor,
  ordering: Ordering,
  cursor: string,
  argument: string,
): Place {
  const content = BASE64URL.test(cursor)
    ? parsed(Buffer.from(cursor, "base64url").toString("utf8"))
    : undefined;
  if (!isCursor(content)) throw notACursor(argument);
  const [, hash, values, told = null] = content;
  if (hash !== orderHash(product, ordering)) {
    throw new MeshError(
      "BAD_USER_INPUT",
      `${argument} is a cursor of another product or another orderBy: start again from the first page`,
    );
  }
  const cut = parseProductCut(told);
  if (!isPlace(product, ordering, values) || (told !== null && cut === undefined)) throw notACursor(argument);
  return { values, ...(cut && { cut }) };
}

function isCursor(content: unknown): content is readonly unknown[] {
  if (!Array.isArray(content)) return false;
  return (
    (content.length === 4 && content[0] === VERSION) || (content.length === 3 && content[0] === UNPINNED)
  );
}

function isPlace(
  product: ProductDescriptor,
  ordering: Ordering,
  values: unknown,
): values is readonly unknown[] {
  if (!Array.isArray(values) || values.length !== ordering.length) return false;
  return ordering.every(({ field }, index) => {
    const value: unknown = values[index];
    if (value === null) return field.name !== product.key;
    try {
      checkValue(field.type, value, field.name);
      return true;
    } catch {
      return false;
    }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function orderHash({ context, name, major }: ProductDescriptor, ordering: Ordering): string {
  const terms = ordering.map(({ field, direction }) => [field.name, direction]);
  return createHash("sha256")
    .update(JSON.stringify([context, name, major, terms]))
    .digest("base64url")
    .slice(0, 12);
}

const notACursor = (argument: string): MeshError =>
  new MeshError("BAD_USER_INPUT", `${argument} is not a cursor: pass one that this connection answered`);
