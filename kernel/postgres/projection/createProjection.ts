import type { Context } from "../../product/context.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { fingerprint } from "../../product/fingerprint.ts";
import type { Upstream } from "../../product/input.ts";
import type { ProductRef } from "../../product/names.ts";
import type { Database } from "../database.ts";
import { postgresEventLog } from "../log/postgresEventLog.ts";
import { feedRelation } from "./feedRelation.ts";
import { postgresChangeFeed } from "./postgresChangeFeed.ts";
import type { Projection } from "./projectBatch.ts";

/** Names the context that serves a product, if any does. */
export type FindProvider = (product: ProductRef) => string | undefined;

/** The projection of a product over its context's log and the histories of its upstream products. */
export function createProjection(
  context: Context,
  product: DataProduct,
  database: Database,
  findProvider: FindProvider,
): Projection {
  const located = upstreamsOf(product).map((upstream) => {
    const provider = findProvider(upstream.product);
    return { upstream, ends: provider === undefined ? undefined : { provider, consumer: context.name } };
  });
  const served = located.flatMap(({ upstream, ends }) => (ends === undefined ? [] : [{ upstream, ends }]));
  return {
    context: context.name,
    product,
    database,
    fingerprint: fingerprint(product),
    missing: located.filter(({ ends }) => ends === undefined).map(({ upstream }) => upstream.product),
    relations: new Map(served.map(({ upstream, ends }) => [upstream.product, feedRelation(ends, upstream)])),
    inputs: (connection) => ({
      log: postgresEventLog(context.name, { read: connection }),
      events: product.from.flatMap((input) => (input.kind === "join" ? [] : [input.event])),
      feeds: new Map(
        served.map(({ upstream, ends }) => [
          upstream.product,
          postgresChangeFeed(connection, ends, upstream),
        ]),
      ),
    }),
  };
}

/** Each upstream once, with the fields of every contract the product has with it. */
function upstreamsOf(product: DataProduct): readonly Upstream[] {
  const merged = new Map<ProductRef, Upstream>();
  for (const input of product.from) {
    if (input.kind !== "join") continue;
    const { upstream } = input;
    const before = merged.get(upstream.product);
    merged.set(upstream.product, { ...upstream, fields: { ...before?.fields, ...upstream.fields } });
  }
  return [...merged.values()];
}
