import type { ContextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import { roleName } from "../roles/roleNames.ts";
import type { LogTarget } from "./logMigration.ts";
import { writeCalls } from "./streamMigration.ts";

/**
 * Counts events by type and version. What is there already is counted once, from the log itself, while appends wait: a
 * declaration that cannot read a version is to be refused by what the log holds, not by what somebody remembers.
 */
export function eventVersions(target: LogTarget): readonly string[] {
  const { names, context, prefix } = target;
  const role = (duty: "migrate"): string => identifier(roleName(prefix, context, duty));
  return [
    `select head from ${names.logHead} for no key update`,
    `alter table ${names.logTypes} drop constraint ${keyOf(names)}, add column event_version integer`,
    `delete from ${names.logTypes}`,
    `insert into ${names.logTypes} (event_type, event_version, count)
       select event_type, event_version, count(*) from ${names.log} group by event_type, event_version`,
    `alter table ${names.logTypes} add constraint ${keyOf(names)} primary key (event_type, event_version)`,
    writeCalls(target, countVersions(names), "create or replace"),
    `create or replace view ${names.logStatus} with (security_invoker = true) as
       select ${literal(context)}::text as context, h.head, h.floor,
         coalesce((select jsonb_object_agg(t.event_type, t.count) from (
           select event_type, sum(count) as count from ${names.logTypes} group by event_type) t), '{}') as event_types
       from ${names.logHead} h`,
    `grant select on ${names.logTypes} to ${role("migrate")}`,
  ];
}

const keyOf = ({ logTypes }: ContextNames): string =>
  identifier(`${(logTypes.split(".").at(-1) ?? "").replaceAll('"', "")}_pkey`);

/** Takes the place of the count by type. */
const countVersions = (names: ContextNames): string => `
         insert into ${names.logTypes} as t (event_type, event_version, count)
         select f.event_type, f.event_version, count(*) from first f group by f.event_type, f.event_version
         on conflict (event_type, event_version) do update set count = t.count + excluded.count`;
