import { createHash } from "node:crypto";
import type { ProductRef } from "../product/names.ts";
import { type Cut, isProductRef, parseProductCut, type ProductCut, productCutText } from "./productCut.ts";

const VERSION = 1;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/**
 * A cut as one text for `asOf`: base64url of the JSON `[version, hash of the rest, { product: its cut }]`, products in
 * order of their names. It can be read by anybody; the hash finds what was mangled or put together by hand.
 */
export function writeCut(cut: Cut): string {
  const products = Object.fromEntries(
    [...cut].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([ref, each]) => [ref, productCutText(each)]),
  );
  return Buffer.from(JSON.stringify([VERSION, hashOf(products), products]), "utf8").toString("base64url");
}

/** Reads what `writeCut` wrote; undefined when the text is no such cut. */
export function readCut(text: string): Cut | undefined {
  if (!BASE64URL.test(text)) return undefined;
  const content = parsed(Buffer.from(text, "base64url").toString("utf8"));
  if (!Array.isArray(content) || content.length !== 3) return undefined;
  const [version, hash, products] = content as readonly unknown[];
  if (version !== VERSION || typeof products !== "object" || products === null) return undefined;
  if (hash !== hashOf(products)) return undefined;
  const cut = new Map<ProductRef, ProductCut>();
  for (const [ref, each] of Object.entries(products)) {
    const found = parseProductCut(each);
    if (!isProductRef(ref) || found === undefined) return undefined;
    cut.set(ref, found);
  }
  return cut;
}

const hashOf = (products: object): string =>
  createHash("sha256").update(JSON.stringify(products)).digest("base64url").slice(0, 12);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
