import type { Context } from "../../product/context.ts";
import { parseProductRef, type ProductRef, productRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";
import { generationNames, productNames } from "./productNames.ts";

/** A context whose code is elsewhere and whose store is in this database, and products of it that may be joined. */
export interface NeighbouringContext {
  readonly name: string;
  readonly products: readonly ProductRef[];
}

/**
 * Lets each context read the histories of the products it joins, and nothing else of their contexts: the tables
 * behind the views are in a schema it may not use. Run by an administrator; idempotent.
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
    for (const input of consumer.products.flatMap((product) => product.from)) {
      if (input.kind !== "join") continue;
      const provider = providers.get(input.upstream.product);
      if (provider === undefined) continue;
      await grantFeed(admin, provider, input.upstream.product, role(consumer.name, "project"));
    }
  }
}

async function grantFeed(admin: Queryable, provider: string, product: string, reader: string): Promise<void> {
  const { name, major } = parseProductRef(product);
  const [found] = await admin.query({
    text: `select generation from ${contextNames(provider).checkpoints} where product = $1 and major = $2`,
    values: [name, major],
  });
  if (found === undefined) return;
  const tables = generationNames(provider, name, major, Number(found["generation"]));
  const views = productNames(provider, name, major);
  const to = identifier(reader);
  await admin.query({ text: `grant usage on schema ${contextNames(provider).schema} to ${to}` });
  await admin.query({
    text: `grant select on ${views.history}, ${views.cuts}, ${tables.history}, ${tables.cuts} to ${to}`,
  });
}
