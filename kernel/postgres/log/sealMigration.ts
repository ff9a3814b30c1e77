import { identifier } from "../identifier.ts";
import { roleName } from "../roles/roleNames.ts";
import type { LogTarget } from "./logMigration.ts";

/**
 * Remembers which seal of the log was the last: so the seals file cannot be cut short unnoticed, and of several
 * sealers one writes at a time, to the one chain. It only ever moves forward; that the seals are right is for the
 * signed file to show, not for this.
 */
export function sealMigration({ names, context, prefix }: LogTarget): readonly string[] {
  const role = (duty: "project" | "read"): string => identifier(roleName(prefix, context, duty));
  return [
    `create table ${names.logSeal} (
       only_row boolean primary key default true check (only_row),
       seal bigint not null default -1,
       position bigint not null default 0,
       hash text collate "C" not null default '',
       sealed_at timestamptz(3) not null default '-infinity'
     )`,
    `insert into ${names.logSeal} default values`,
    // The lock is held until the end of the transaction; who finds it taken gets no row.
    `create function ${names.lockSeal}() returns table (seal bigint, "position" bigint, hash text)
     language sql security definer set search_path = pg_catalog, pg_temp as $$
       select s.seal, s.position, s.hash from ${names.logSeal} s for update skip locked
     $$`,
    `create function ${names.recordSeal}(new_seal bigint, new_position bigint, new_hash text) returns boolean
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     begin
       update ${names.logSeal} s
         set seal = new_seal, position = new_position, hash = new_hash, sealed_at = clock_timestamp()
         where s.seal < new_seal and s.position <= new_position
           and new_position <= (select h.head from ${names.logHead} h);
       return found;
     end $$`,
    `revoke all on function ${names.lockSeal}, ${names.recordSeal} from public`,
    `grant execute on function ${names.lockSeal}, ${names.recordSeal} to ${role("project")}`,
    `grant select on ${names.logSeal} to ${role("project")}, ${role("read")}`,
    // An event that is gone from the log is named by the id that stood at its position.
    `grant select on ${names.logIds} to ${role("project")}`,
  ];
}
