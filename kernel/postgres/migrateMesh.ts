import type { Context } from "../product/context.ts";
import { parseProductRef } from "../product/names.ts";
import { contextNames } from "./contextNames.ts";
import { type Database, openDatabase, type Queryable } from "./database.ts";
import { migrateLogs } from "./log/migrateLogs.ts";
import { pastDeadlocks } from "./pastDeadlocks.ts";
import {
  declareEvents,
  refuseUnreadable,
  unreadableEvents,
  type UnreadableEvents,
} from "./products/declareEvents.ts";
import { ensureProducts } from "./products/ensureProduct.ts";
import { grantFeeds, type NeighbouringContext } from "./products/grantFeeds.ts";
import { type ContextProducts, grantStatus } from "./products/grantStatus.ts";
import { asMemberOf } from "./roles/asMemberOf.ts";
import { claimPrefix, markRoles } from "./roles/claimPrefix.ts";
import { provisionRoles, provisionSchemas } from "./roles/provisionRoles.ts";
import { type Duty, ledgerRole, roleName, roleNamer } from "./roles/roleNames.ts";

/** Where a mesh's contexts live, and how their logins are named and authenticated. */
export interface MeshDatabase {
  /** An administrator's connection string: may create roles and schemas. */
  readonly url: string;
  /** First part of every role's name. */
  readonly prefix: string;
  readonly passwordFor: (role: string) => string;
  /** The context that may see how far the others are. */
  readonly catalog?: string;
  /** Contexts whose code is elsewhere. Products of those whose store is in this database can be joined. */
  readonly neighbours?: readonly NeighbouringContext[];
  /** Positions per partition of each log; default one million. */
  readonly partitionSize?: number;
}

/** The connection string of a context's login for a duty. */
export function dutyUrl(mesh: MeshDatabase, context: string, duty: Duty): string {
  const url = new URL(mesh.url);
  const role = roleName(mesh.prefix, context, duty);
  url.username = role;
  url.password = mesh.passwordFor(role);
  return url.href;
}

/**
 * Brings a database to what the contexts declare: roles and schemas, logs, product tables, and the grants between
 * contexts. Idempotent; safe to run in two processes at once. Fails with BAD_USER_INPUT, before any product is touched,
 * when a log holds events of a declared type in a version that the declaration cannot read.
 */
export async function migrateMesh(mesh: MeshDatabase, contexts: readonly Context[]): Promise<void> {
  const names = contexts.map((context) => context.name);
  const role = roleNamer(mesh.prefix);
  const owners = [ledgerRole(mesh.prefix), ...names.map((name) => role(name, "migrate"))];
  const admin = openDatabase(mesh.url, { max: 1, name: "datamesh migrate" });
  try {
    await pastDeadlocks(() =>
      admin.transaction(async (connection) => {
        await connection.query({ text: "select pg_advisory_xact_lock(hashtext('datamesh provision'))" });
        await claimPrefix(connection, mesh);
        await provisionRoles(connection, names, mesh);
        await markRoles(connection, mesh);
        await asMemberOf(connection, owners, async () => {
          await provisionSchemas(connection, names, mesh.prefix);
          await migrateLogs(connection, names, mesh);
        });
      }),
    );
    const unreadable: UnreadableEvents[] = [];
    for (const context of contexts) {
      unreadable.push(...(await asMigrator(mesh, context, (migrate) => unreadableEvents(migrate, context))));
    }
    refuseUnreadable(unreadable);
    for (const context of contexts) await migrateProducts(mesh, context);
    await pastDeadlocks(() =>
      admin.transaction(async (connection) => {
        // Grants lock what another process may be migrating, in another order.
        await connection.query({ text: "select pg_advisory_xact_lock(hashtext('datamesh migrate'))" });
        const neighbours = await presentNeighbours(connection, mesh);
        const granting = [...owners, ...neighbours.map(({ name }) => role(name, "migrate"))];
        await asMemberOf(connection, granting, async () => {
          await grantFeeds(connection, contexts, neighbours, role);
          if (mesh.catalog !== undefined) {
            await grantStatus(
              connection,
              [...contexts, ...neighbours.map(withProductNames)],
              role(mesh.catalog, "read"),
            );
          }
        });
      }),
    );
  } finally {
    await admin.end();
  }
}

/** Those that have been migrated in this database; the others may come, or live elsewhere. */
async function presentNeighbours(
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

async function migrateProducts(mesh: MeshDatabase, context: Context): Promise<void> {
  const role = roleNamer(mesh.prefix);
  await asMigrator(mesh, context, async (migrate) => {
    await pastDeadlocks(() => ensureProducts(migrate, context.name, context.products, role));
    await pastDeadlocks(() => migrate.transaction((connection) => declareEvents(connection, context, role)));
  });
}

async function asMigrator<T>(
  mesh: MeshDatabase,
  context: Context,
  work: (migrate: Database) => Promise<T>,
): Promise<T> {
  const migrate = openDatabase(dutyUrl(mesh, context.name, "migrate"), { max: 1, name: "datamesh migrate" });
  try {
    return await work(migrate);
  } finally {
    await migrate.end();
  }
}
