import type { ProductDescriptor } from "@datamesh/kernel/product";
import { type Searched, searchTexts } from "./searchTexts.ts";

/** What a product is found by, from what ranks first to what ranks last. */
export interface SearchWords {
  readonly nameWords: string;
  /** Whose it is, and what for: owner, context, compliance tags, purposes. */
  readonly ownerWords: string;
  readonly fieldWords: string;
  readonly descriptionWords: string;
}

/** The words of a product's contract. Names count as they are and in their parts. */
export function searchWords(product: ProductDescriptor): SearchWords {
  const texts = searchTexts(product);
  const wordsIn = (...places: readonly Searched[]): string =>
    splitWords(...texts.filter((each) => places.includes(each.in)).map(({ text }) => text));
  return {
    nameWords: wordsIn("NAME", "TITLE"),
    ownerWords: wordsIn("OWNER", "CONTEXT", "TAG", "PURPOSE"),
    fieldWords: wordsIn("FIELD"),
    descriptionWords: wordsIn("DESCRIPTION", "FIELD_DESCRIPTION"),
  };
}

/** `modelName`, `customer-profiles` -> `modelName model Name customer profiles`. */
export function splitWords(...texts: readonly string[]): string {
  const parts = texts.flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? []);
  return parts.flatMap((part) => [...new Set([part, ...camelParts(part)])]).join(" ");
}

const camelParts = (word: string): readonly string[] => word.match(/\p{Lu}?[^\p{Lu}]+|\p{Lu}+/gu) ?? [];
