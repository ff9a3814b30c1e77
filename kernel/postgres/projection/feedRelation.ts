import type { Upstream } from "../../product/input.ts";
import { parseProductRef, type ProductRef } from "../../product/names.ts";
import { type Column, columnsOf } from "../products/columnsOf.ts";
import { feedView } from "../products/feedViews.ts";
import { productNames } from "../products/productNames.ts";

/** Between whom a feed is: the context that serves the product, and the one that joins it. */
export interface FeedEnds {
  readonly provider: string;
  readonly consumer: string;
}

/** The relations of a feed that is in the same database, and the columns the consumer's contracts name. */
export interface FeedRelation {
  readonly history: string;
  readonly cuts: string;
  readonly columns: readonly Column[];
  readonly key: Column;
}

/** Those of every product that is joined. */
export type FeedRelations = ReadonlyMap<ProductRef, FeedRelation>;

/** Names the relations of a feed. Throws TypeError when the contract lacks the upstream's key. */
export function feedRelation({ provider, consumer }: FeedEnds, upstream: Upstream): FeedRelation {
  const { name, major } = parseProductRef(upstream.product);
  const columns = columnsOf(upstream.fields);
  const key = columns.find((column) => column.field === upstream.key);
  if (key === undefined) throw new TypeError(`the contract with ${upstream.product} lacks its key`);
  const own = productNames(provider, name, major);
  const history = provider === consumer ? own.history : feedView({ provider, name, major, consumer });
  return { history, cuts: own.cuts, columns, key };
}

/** The relation of a joined product, which must be there. */
export function relationOf(feeds: FeedRelations, product: ProductRef): FeedRelation {
  const found = feeds.get(product);
  if (found === undefined) throw new TypeError(`${product} is not in this database`);
  return found;
}
