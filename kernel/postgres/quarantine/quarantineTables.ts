import { contextNames } from "../contextNames.ts";
import { identifier } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";

/**
 * The statements that make the record of what was skipped on purpose: of each event why it could not be folded, who
 * decided that it need not be, why and when. It is added to and never taken from. Idempotent.
 */
export function quarantineTables(context: string, role: RoleNamer): readonly string[] {
  const { discarded, refuseDiscardChange } = contextNames(context);
  const [project, read] = [role(context, "project"), role(context, "read")].map(identifier);
  return [
    `create table if not exists ${discarded} (
       product text not null, major integer not null, input text not null, input_position bigint not null,
       event_id text, event_type text, failed_because text not null,
       reason text not null check (reason <> ''), discarded_by text not null check (discarded_by <> ''),
       discarded_at timestamptz(3) not null default clock_timestamp(),
       primary key (product, major, input, input_position))`,
    `create or replace function ${refuseDiscardChange}() returns trigger
       language plpgsql set search_path = pg_catalog, pg_temp as $$
     begin
       raise exception 'what was discarded stays on record: % refused', lower(tg_op) using errcode = 'restrict_violation';
     end $$`,
    `create or replace trigger kept_forever before update or delete or truncate on ${discarded}
       for each statement execute function ${refuseDiscardChange}()`,
    `revoke all on function ${refuseDiscardChange} from public`,
    `grant select on ${discarded} to ${project}, ${read}`,
  ];
}
