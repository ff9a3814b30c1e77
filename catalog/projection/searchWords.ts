import type { ProductDescriptor } from "@datamesh/kernel/product";

/** What a product is found by, from what ranks first to what ranks last. */
export interface SearchWords {
  readonly nameWords: string;
  readonly ownerWords: string;
  readonly fieldWords: string;
  readonly descriptionWords: string;
}

/** The words of a product's contract. Names count as they are and in their parts. */
export function searchWords(product: ProductDescriptor): SearchWords {
  const { name, title, description, owner, fields } = product;
  return {
    nameWords: words(name, title),
    ownerWords: words(owner.team),
    fieldWords: words(...fields.map((field) => field.name)),
    descriptionWords: words(description, ...fields.map((field) => field.description)),
  };
}

/** `modelName`, `customer-profiles` -> `modelName model Name customer profiles`. */
function words(...texts: readonly string[]): string {
  const parts = texts.flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? []);
  return parts.flatMap((part) => [...new Set([part, ...camelParts(part)])]).join(" ");
}

const camelParts = (word: string): readonly string[] => word.match(/\p{Lu}?[^\p{Lu}]+|\p{Lu}+/gu) ?? [];
