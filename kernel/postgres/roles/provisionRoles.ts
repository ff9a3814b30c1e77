import type { Queryable } from "../database.ts";
import { contextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import { DUTIES, ledgerRole, producerRole, roleName } from "./roleNames.ts";

export interface RoleOptions {
  /** First part of every role's name; several meshes can share a cluster by it. */
  readonly prefix: string;
  readonly passwordFor: (role: string) => string;
}

/** What every session is told at its start (database.ts), for those behind a pooler that takes no such word. */
const SESSION_SETTINGS = ["timezone to 'UTC'", "datestyle to 'ISO, YMD'", "extra_float_digits to 1"];

/** Makes (or brings up to date) the ledger role and each context's four logins and the role its producers are granted. Run by an administrator; idempotent. */
export async function provisionRoles(
  admin: Queryable,
  contexts: readonly string[],
  options: RoleOptions,
): Promise<void> {
  const [database] = await admin.query({ text: "select quote_ident(current_database()) as name" });
  await run(admin, `revoke all on database ${database?.["name"]} from public`);
  await ensureRole(admin, ledgerRole(options.prefix), "nologin");
  for (const context of contexts) {
    for (const duty of DUTIES) {
      const role = roleName(options.prefix, context, duty);
      await ensureRole(admin, role, `login password ${literal(options.passwordFor(role))}`);
      for (const setting of SESSION_SETTINGS)
        await run(admin, `alter role ${identifier(role)} set ${setting}`);
      await run(admin, `grant connect on database ${database?.["name"]} to ${identifier(role)}`);
    }
    const producer = producerRole(options.prefix, context);
    await ensureRole(admin, producer, "nologin");
    await run(admin, `grant connect on database ${database?.["name"]} to ${identifier(producer)}`);
    // Deriving a product anew takes what a projector may, besides making tables.
    const [migrate, project] = (["migrate", "project"] as const).map((duty) =>
      identifier(roleName(options.prefix, context, duty)),
    );
    await run(admin, `grant ${project} to ${migrate} with inherit true, set false`);
  }
}

/** Roles are made without any power; only a superuser may mention those again. */
async function ensureRole(admin: Queryable, role: string, attributes: string): Promise<void> {
  const found = await admin.query({ text: "select 1 from pg_roles where rolname = $1", values: [role] });
  const powerless = "nosuperuser nocreatedb nocreaterole noreplication nobypassrls";
  await run(
    admin,
    found.length === 0
      ? `create role ${identifier(role)} ${powerless} ${attributes}`
      : `alter role ${identifier(role)} ${attributes}`,
  );
}

/** Makes the two schemas of each context. Run by an administrator who is a member of the roles. */
export async function provisionSchemas(
  admin: Queryable,
  contexts: readonly string[],
  prefix: string,
): Promise<void> {
  for (const context of contexts) await provisionContext(admin, context, prefix);
}

async function provisionContext(admin: Queryable, context: string, prefix: string): Promise<void> {
  const { schema, store } = contextNames(context);
  const [ledger, migrate] = [ledgerRole(prefix), roleName(prefix, context, "migrate")].map(identifier);
  await run(admin, `create schema if not exists ${schema}`);
  await run(admin, `alter schema ${schema} owner to ${ledger}`);
  await run(admin, `create schema if not exists ${store}`);
  await run(admin, `alter schema ${store} owner to ${migrate}`);
  await run(admin, `grant usage, create on schema ${schema} to ${migrate}`);
  for (const duty of ["append", "project", "read"] as const) {
    await run(admin, `grant usage on schema ${schema} to ${identifier(roleName(prefix, context, duty))}`);
  }
  await run(admin, `grant usage on schema ${store} to ${identifier(roleName(prefix, context, "project"))}`);
}

const run = (admin: Queryable, text: string): Promise<unknown> => admin.query({ text });
