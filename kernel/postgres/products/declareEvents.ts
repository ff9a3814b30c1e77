import { MeshError } from "../../errors.ts";
import { type EventDeclaration, readableVersions, versionChain } from "../../event/index.ts";
import type { Context } from "../../product/context.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";

/**
 * Notes in the store which events the declaration of a context reads, so that what the log holds beside them can be
 * counted by whoever may count its types. Run as the context's migrate role, in the transaction that makes the store; idempotent.
 */
export async function declareEvents(migrate: Queryable, context: Context, role: RoleNamer): Promise<void> {
  for (const text of tables(context.name, role)) await migrate.query({ text });
  const { declaredEvents } = contextNames(context.name);
  const readable = readableEvents(context.events);
  await migrate.query({ text: `delete from ${declaredEvents}` });
  await migrate.query({
    text: `insert into ${declaredEvents} (event_type, event_version) select * from unnest($1::text[], $2::integer[])`,
    values: [readable.map(({ type }) => type), readable.map(({ version }) => version)],
  });
}

function tables(context: string, role: RoleNamer): readonly string[] {
  const names = contextNames(context);
  const readers = [role(context, "project"), role(context, "read")].map(identifier).join(", ");
  return [
    `create table if not exists ${names.declaredEvents} (
       event_type text collate "C" not null, event_version integer not null, primary key (event_type, event_version))`,
    `create or replace view ${names.unknownEvents} with (security_invoker = true) as
       select t.event_type, sum(t.count)::bigint as count from ${names.logTypes} t
       where not exists (select from ${names.declaredEvents} d where d.event_type = t.event_type)
       group by t.event_type`,
    `grant select on ${names.declaredEvents}, ${names.unknownEvents} to ${readers}`,
  ];
}

const readableEvents = (events: readonly EventDeclaration[]) =>
  events.flatMap(versionChain).flatMap(({ types, version }) => types.map((type) => ({ type, version })));

/** Events in a log of a declared type, in a version that no chain of upcasts leads from. */
export interface UnreadableEvents {
  readonly context: string;
  readonly type: string;
  readonly version: number;
  readonly count: number;
  /** What is read of the type, in words. */
  readonly reads: string;
}

/** Finds them by the counts of the log, as any role that may count its types; none where it does not count versions yet. */
export async function unreadableEvents(
  connection: Queryable,
  { name, events }: Context,
): Promise<readonly UnreadableEvents[]> {
  const { logTypes } = contextNames(name);
  const counted = await connection.query({
    text: "select 1 from pg_attribute where attrelid = to_regclass($1) and attname = 'event_version'",
    values: [logTypes],
  });
  if (counted.length === 0) return [];
  const readable = readableEvents(events);
  const rows = await connection.query({
    text: `select t.event_type, t.event_version, t.count from ${logTypes} t
           where t.event_type = any ($1::text[]) and not exists (
             select from unnest($1::text[], $2::integer[]) as d (event_type, event_version)
             where (d.event_type, d.event_version) = (t.event_type, t.event_version))
           order by 1, 2`,
    values: [readable.map(({ type }) => type), readable.map(({ version }) => version)],
  });
  return rows.map((row) => {
    const type = row["event_type"] ?? "";
    const declaration = events.find((each) => each.types.includes(type));
    return {
      context: name,
      type,
      version: Number(row["event_version"]),
      count: Number(row["count"]),
      reads: declaration === undefined ? "nothing" : readableVersions(declaration, type),
    };
  });
}

/** Throws MeshError BAD_USER_INPUT that names them and says what to do; does nothing when there are none. */
export function refuseUnreadable(found: readonly UnreadableEvents[]): void {
  if (found.length === 0) return;
  const lines = found.map(
    ({ context, type, version, count, reads }) =>
      `- ${context}: ${count} of ${type} in version ${version}; the declaration reads ${reads}`,
  );
  throw new MeshError(
    "BAD_USER_INPUT",
    `logs hold events that their declarations cannot read:\n${lines.join("\n")}\nDeclare how each of these versions becomes the newest: event(type, { version, data, upcast: { from, step } })`,
    { unreadable: found },
  );
}
