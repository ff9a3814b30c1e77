import type { Context } from "../../product/context.ts";
import { type Database, openDatabase, type Queryable } from "../database.ts";
import { refuseUnreadable, unreadableEvents } from "../products/declareEvents.ts";
import { ensureStore, MIGRATE_LOCK } from "../products/ensureStore.ts";
import { roleNamer } from "../roles/roleNames.ts";
import { markStore, markWhole } from "./applied.ts";
import { appliedTo, findDue, wholeStatements } from "./findDue.ts";
import { grantBetween, presentNeighbours } from "./grantBetween.ts";
import { dutyUrl, type MeshDatabase, storeOf } from "./meshDatabase.ts";
import { pastDeadlocks } from "./pastDeadlocks.ts";
import { provision } from "./provision.ts";

/** How thoroughly a database is migrated. */
export interface MigrateOptions {
  /** Whether every statement is issued, even where the database says that it was: after changes by hand. */
  readonly always?: boolean;
}

/**
 * Brings a database to what the contexts declare: roles and schemas, logs, product tables, and the grants between
 * contexts. Idempotent; safe to run in two processes at once. What was applied before is left alone, and nothing is
 * locked for it, as long as everything is there that it made. Fails with BAD_USER_INPUT, before any product is touched,
 * when a log holds events of a declared type in a version that the declaration cannot read.
 */
export async function migrateMesh(
  mesh: MeshDatabase,
  contexts: readonly Context[],
  { always = false }: MigrateOptions = {},
): Promise<void> {
  const admin = openDatabase(mesh.url, { max: 1, name: "datamesh migrate" });
  try {
    await migrate(admin, mesh, contexts, always);
  } catch (error) {
    // Passwords are the one thing that is made and cannot be looked at: those of a restored database may be others.
    if (always || !isLockedOut(error)) throw error;
    await migrate(admin, mesh, contexts, true);
  } finally {
    await admin.end();
  }
}

/** Whether PostgreSQL does not let a login in (`invalid_password`, `invalid_authorization_specification`). */
const isLockedOut = (error: unknown): boolean =>
  ["28P01", "28000"].includes(String((error as { readonly code?: unknown }).code));

async function migrate(
  admin: Database,
  mesh: MeshDatabase,
  contexts: readonly Context[],
  always: boolean,
): Promise<void> {
  const inOneTransaction = (work: (connection: Queryable) => Promise<void>): Promise<void> =>
    pastDeadlocks(() => admin.transaction(work));
  const { whole, everything, stores } = await findDue(admin, mesh, contexts, always);
  const names = contexts.map(({ name }) => name);
  if (whole) await inOneTransaction((connection) => provision(connection, mesh, names, everything));
  const unreadable = contexts.map((context) =>
    asMigrator(mesh, context, (migrator) => unreadableEvents(migrator, context)),
  );
  refuseUnreadable((await Promise.all(unreadable)).flat());
  for (const [context, statements] of stores) await migrateStore(mesh, context, statements);
  if (whole || stores.size > 0) await inOneTransaction((connection) => finish(connection, mesh, contexts));
}

/** Grants, and notes that everything was applied. */
async function finish(admin: Queryable, mesh: MeshDatabase, contexts: readonly Context[]): Promise<void> {
  // Grants lock what another process may be migrating, in another order.
  await admin.query({ text: MIGRATE_LOCK });
  await grantBetween(admin, mesh, contexts, await presentNeighbours(admin, mesh));
  await markWhole(admin, appliedTo(mesh, contexts), await wholeStatements(admin, mesh, contexts));
}

async function migrateStore(mesh: MeshDatabase, context: Context, statements: string): Promise<void> {
  const role = roleNamer(mesh.prefix);
  await asMigrator(mesh, context, (migrator) =>
    pastDeadlocks(() =>
      migrator.transaction(async (connection) => {
        await ensureStore(connection, context, role);
        await markStore(connection, storeOf(context.name), statements);
      }),
    ),
  );
}

async function asMigrator<T>(
  mesh: MeshDatabase,
  context: Context,
  work: (migrator: Database) => Promise<T>,
): Promise<T> {
  const migrator = openDatabase(dutyUrl(mesh, context.name, "migrate"), { max: 1, name: "datamesh migrate" });
  try {
    return await work(migrator);
  } finally {
    await migrator.end();
  }
}
