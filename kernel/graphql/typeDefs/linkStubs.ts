import { productRef, type ProductDescriptor } from "../../product/index.ts";
import { linkType } from "./productType.ts";

/** Entity types of other contexts that links lead to: their keys, and nothing that could be resolved here. */
export function linkStubs(products: readonly ProductDescriptor[]): readonly string[] {
  const own = new Set(products.map(({ name, major }) => productRef(name, major)));
  const keys = new Map<string, Set<string>>();
  for (const { product: target, key } of products.flatMap(({ links }) => links)) {
    if (own.has(target)) continue;
    keys.set(linkType(target), (keys.get(linkType(target)) ?? new Set()).add(key));
  }
  return [...keys].map(([type, names]) => stub(type, [...names]));
}

function stub(type: string, keys: readonly string[]): string {
  const directives = keys.map((key) => ` @key(fields: "${key}", resolvable: false)`).join("");
  return `type ${type}${directives} {\n${keys.map((key) => `  ${key}: ID!`).join("\n")}\n}`;
}
