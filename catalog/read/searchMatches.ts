import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { DataSource } from "typeorm";
import { type SearchText, searchTexts, splitWords } from "../projection/index.ts";
import { orUnavailable } from "./orUnavailable.ts";
import { typedWords } from "./searchTerms.ts";

const MATCHES = `
  select text.index from unnest($1::integer[], $2::text[]) as text(index, words)
  where exists (
    select from unnest($3::text[]) as query(word)
    where (to_tsvector('pg_catalog.english', text.words) || to_tsvector('pg_catalog.simple', text.words))
      @@ (to_tsquery('pg_catalog.english', query.word) || to_tsquery('pg_catalog.simple', query.word)))
  order by text.index`;

/**
 * Why products were found: their texts that have a word of the search, or one that begins with it, as the search
 * itself compares them. One statement, however many products.
 */
export async function searchMatches(
  store: DataSource,
  search: string | null | undefined,
  products: readonly ProductDescriptor[],
): Promise<readonly (readonly SearchText[])[]> {
  const words = typedWords(search).map((word) => `${word}:*`);
  if (words.length === 0) return products.map(() => []);
  const texts = products.flatMap((product, of) => searchTexts(product).map((text) => ({ of, text })));
  const indexes = texts.map((_text, index) => index);
  const searched = texts.map(({ text }) => splitWords(text.text));
  const rows = await orUnavailable(() =>
    store.query<{ readonly index: number }[]>(MATCHES, [indexes, searched, words]),
  );
  const matched = new Set(rows.map(({ index }) => index));
  const byProduct = Map.groupBy(
    texts.filter((_text, index) => matched.has(index)),
    ({ of }) => of,
  );
  return products.map((_product, of) => (byProduct.get(of) ?? []).map(({ text }) => text));
}
