import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import { ledgerRole } from "../roles/roleNames.ts";
import { LOG_MIGRATIONS } from "./logMigrations.ts";
import { repairsOf } from "./repairsOf.ts";

interface LogsOptions {
  readonly prefix: string;
  readonly partitionSize?: number;
  /** Whether what logs that were made have lost is made and granted again (`repairsOf`). */
  readonly repair?: boolean;
}

/** Brings every context's log tables to the newest migration. Run by an administrator who
 * is a member of the ledger; everything becomes the ledger's. */
export async function migrateLogs(
  admin: Queryable,
  contexts: readonly string[],
  options: LogsOptions,
): Promise<void> {
  const ledger = identifier(ledgerRole(options.prefix));
  await run(
    admin,
    `create table if not exists datamesh.migrations (
       context text not null, number integer not null, name text not null,
       applied_at timestamptz not null default now(), primary key (context, number))`,
  );
  for (const context of contexts) await migrateLog(admin, context, options, ledger);
}

async function migrateLog(
  admin: Queryable,
  context: string,
  options: LogsOptions,
  ledger: string,
): Promise<void> {
  const applied = await admin.query({
    text: "select number from datamesh.migrations where context = $1",
    values: [context],
  });
  const known = new Set(applied.map((row) => Number(row["number"])));
  const target = {
    context,
    names: contextNames(context),
    prefix: options.prefix,
    partitionSize: options.partitionSize ?? 1_000_000,
  };
  for (const migration of LOG_MIGRATIONS.filter((each) => !known.has(each.number))) {
    await run(admin, `set local role ${ledger}`);
    for (const statement of migration.statements(target)) await run(admin, statement);
    await run(admin, "reset role");
    await admin.query({
      text: "insert into datamesh.migrations (context, number, name) values ($1, $2, $3)",
      values: [context, migration.number, migration.name],
    });
  }
  if (known.size === 0 || options.repair !== true) return;
  await run(admin, `set local role ${ledger}`);
  for (const statement of repairsOf(target)) await run(admin, statement);
  await run(admin, "reset role");
}

const run = (admin: Queryable, text: string): Promise<unknown> => admin.query({ text });
