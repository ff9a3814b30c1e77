import type { Context } from "../../product/context.ts";
import { parseProductRef } from "../../product/names.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { grantFeeds, type NeighbouringContext } from "../products/grantFeeds.ts";
import { type ContextProducts, grantStatus } from "../products/grantStatus.ts";
import { asMemberOf } from "../roles/asMemberOf.ts";
import { roleName, roleNamer } from "../roles/roleNames.ts";
import type { MeshDatabase } from "./meshDatabase.ts";
import { ownersOf } from "./provision.ts";

/** Lets contexts, and those beside them, see of one another what they declare. Idempotent. */
export async function grantBetween(
  admin: Queryable,
  mesh: MeshDatabase,
  contexts: readonly Context[],
  neighbours: readonly NeighbouringContext[],
): Promise<void> {
  const role = roleNamer(mesh.prefix);
  const owners = ownersOf(
    mesh,
    [...contexts, ...neighbours].map(({ name }) => name),
  );
  await asMemberOf(admin, owners, async () => {
    await grantFeeds(admin, contexts, neighbours, role);
    if (mesh.catalog === undefined) return;
    const known = [...contexts, ...neighbours.map(withProductNames)];
    await grantStatus(admin, known, role(mesh.catalog, "read"));
  });
}

/** Those that have been migrated in this database; the others may come, or live elsewhere. */
export async function presentNeighbours(
  admin: Queryable,
  { neighbours = [], prefix }: MeshDatabase,
): Promise<readonly NeighbouringContext[]> {
  const found = await admin.query({
    text: `select name from unnest($1::text[], $2::text[], $3::text[]) as each (name, store, role)
           where to_regclass(store) is not null and exists (select 1 from pg_roles where rolname = role)`,
    values: [
      neighbours.map(({ name }) => name),
      neighbours.map(({ name }) => contextNames(name).checkpoints),
      neighbours.map(({ name }) => roleName(prefix, name, "migrate")),
    ],
  });
  const present = new Set(found.map((row) => row["name"]));
  return neighbours.filter(({ name }) => present.has(name));
}

const withProductNames = ({ name, products }: NeighbouringContext): ContextProducts => ({
  name,
  products: products.map(parseProductRef),
});
