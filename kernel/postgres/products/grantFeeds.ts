import type { Context } from "../../product/context.ts";
import { parseProductRef, type ProductRef, productRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";
import { type FeedView, feedView, publishFeed } from "./feedViews.ts";
import { generationNames, productNames } from "./productNames.ts";

/** A context whose code is elsewhere and whose store is in this database, and products of it that may be joined. */
export interface NeighbouringContext {
  readonly name: string;
  readonly products: readonly ProductRef[];
}

/**
 * Lets each context read the histories of the products it joins, by views with the fields its contracts name, and
 * nothing else of their contexts. Run by an administrator who is a member of the migrate roles; idempotent.
 */
export async function grantFeeds(
  admin: Queryable,
  contexts: readonly Context[],
  neighbours: readonly NeighbouringContext[],
  role: RoleNamer,
): Promise<void> {
  const own = contexts.map(({ name, products }) => ({
    name,
    products: products.map((p) => productRef(p.name, p.major)),
  }));
  const providers = new Map(
    [...neighbours, ...own].flatMap(({ name, products }) => products.map((ref) => [ref, name] as const)),
  );
  for (const consumer of contexts) {
    for (const [product, fields] of reliances(consumer)) {
      const provider = providers.get(product);
      if (provider === undefined || provider === consumer.name) continue;
      await grantFeed(
        admin,
        { provider, ...parseProductRef(product), consumer: consumer.name },
        fields,
        role,
      );
    }
  }
}

/** What a context relies on: each joined product with the fields that any of its contracts names. */
function reliances(consumer: Context): ReadonlyMap<ProductRef, readonly string[]> {
  const fields = new Map<ProductRef, Set<string>>();
  for (const input of consumer.products.flatMap((product) => product.from)) {
    if (input.kind !== "join") continue;
    const known = fields.get(input.upstream.product) ?? new Set();
    fields.set(input.upstream.product, new Set([...known, ...Object.keys(input.upstream.fields)]));
  }
  return new Map([...fields].map(([product, names]) => [product, [...names]]));
}

async function grantFeed(
  admin: Queryable,
  feed: FeedView,
  fields: readonly string[],
  role: RoleNamer,
): Promise<void> {
  const { provider, name, major, consumer } = feed;
  const [found] = await admin.query({
    text: `select generation from ${contextNames(provider).checkpoints} where product = $1 and major = $2`,
    values: [name, major],
  });
  if (found === undefined) return;
  const tables = generationNames(provider, name, major, Number(found["generation"]));
  const views = productNames(provider, name, major);
  const to = identifier(role(consumer, "project"));
  await admin.query({ text: `set local role ${identifier(role(provider, "migrate"))}` });
  await publishFeed(admin, feed, fields, tables);
  await admin.query({ text: `grant select on ${feedView(feed)}, ${views.cuts}, ${tables.cuts} to ${to}` });
  // Before there were such views, whole histories were granted.
  await admin.query({ text: `revoke select on ${views.history}, ${tables.history} from ${to}` });
  await admin.query({ text: "reset role" });
  await admin.query({ text: `grant usage on schema ${contextNames(provider).schema} to ${to}` });
}
