import { MeshError } from "@datamesh/kernel";
import type { DataSource } from "typeorm";
import type { CatalogProductRow } from "../projection/index.ts";
import { orUnavailable } from "./orUnavailable.ts";
import { readCursor, writeCursor } from "./productCursor.ts";
import { filteredProducts, type ProductFilter, RANK } from "./productFilter.ts";

/** How many products a page holds when nothing is said, and at most. */
const PAGE_LIMITS = Object.freeze({ default: 50, max: 1_000 });

/** Which page of which products. */
interface ProductPageRequest extends ProductFilter {
  readonly first?: number | null;
  readonly after?: string | null;
}

interface ProductPage {
  readonly products: readonly { readonly row: CatalogProductRow; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}

/**
 * Reads a page: what fits the search best first, then by name, the newest version before older ones. Fails with
 * BAD_USER_INPUT on a size out of bounds or a bad cursor, with UNAVAILABLE without a database.
 */
export async function readProductPage(store: DataSource, request: ProductPageRequest): Promise<ProductPage> {
  const size = pageSize(request.first);
  const query = filteredProducts(store, request).addSelect(RANK, "rank");
  if (request.after !== null && request.after !== undefined) {
    const { rank, name, major } = readCursor(request.after, request.search);
    query.andWhere(
      `(${RANK}, product.name, -product.major) > (:rank::integer, :name::text, -(:major::integer))`,
      {
        rank,
        name,
        major,
      },
    );
  }
  query
    .orderBy("rank")
    .addOrderBy("product.name")
    .addOrderBy("product.major", "DESC")
    .limit(size + 1);
  const { entities, raw } = await orUnavailable(() => query.getRawAndEntities<{ rank: number }>());
  const products = entities.slice(0, size).map((row, index) => {
    const place = { rank: raw[index]?.rank ?? 0, name: row.name, major: row.major };
    return { row, cursor: writeCursor(place, request.search) };
  });
  return { products, hasNextPage: entities.length > size };
}

/** Counts what fits. */
export const countProducts = (store: DataSource, filter: ProductFilter): Promise<number> =>
  orUnavailable(() => filteredProducts(store, filter).getCount());

function pageSize(first: number | null | undefined): number {
  if (first === null || first === undefined) return PAGE_LIMITS.default;
  if (first >= 0 && first <= PAGE_LIMITS.max) return first;
  throw new MeshError("BAD_USER_INPUT", `first is ${first}: a page has 0 to ${PAGE_LIMITS.max} products`);
}
