import type { ContextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import { roleName } from "../roles/roleNames.ts";
import type { LogMigration, LogTarget } from "./logMigration.ts";
import { outbox } from "./outboxMigration.ts";
import { sealMigration } from "./sealMigration.ts";
import { streams } from "./streamMigration.ts";
import { logPositionAt } from "./logPositionAt.ts";
import { eventVersions } from "./versionMigration.ts";

export const LOG_MIGRATIONS: readonly LogMigration[] = Object.freeze([
  { number: 1, name: "log tables", statements: logTables },
  { number: 2, name: "append-only", statements: appendOnly },
  { number: 3, name: "append function", statements: appendFunction },
  { number: 4, name: "grants", statements: grants },
  { number: 5, name: "times that can be told", statements: timesWithinBounds },
  { number: 6, name: "streams", statements: streams },
  { number: 7, name: "outbox", statements: outbox },
  { number: 8, name: "how far it is sealed", statements: sealMigration },
  { number: 9, name: "events by version", statements: eventVersions },
  { number: 10, name: "position at a time", statements: logPositionAt },
]);

function logTables({ names, partitionSize, context }: LogTarget): readonly string[] {
  return [
    `create table ${names.log} (
       seq_id bigint primary key,
       event_id text collate "C" not null,
       event_type text collate "C" not null,
       event_version integer not null,
       occurred_at timestamptz(3) not null,
       recorded_at timestamptz(3) not null,
       data jsonb not null,
       metadata jsonb not null
     ) partition by range (seq_id)`,
    // Uniqueness across partitions cannot be an index of a table partitioned by position.
    `create table ${names.logIds} (event_id text collate "C" primary key, seq_id bigint not null)`,
    `create table ${names.logTypes} (event_type text collate "C" primary key, count bigint not null) with (fillfactor = 50)`,
    `create table ${names.logHead} (
       only_row boolean primary key default true check (only_row),
       head bigint not null default 0,
       floor bigint not null default 0,
       covered bigint not null default 0,
       partition_size bigint not null,
       recorded_at timestamptz(3) not null default '-infinity'
     ) with (fillfactor = 10)`,
    `insert into ${names.logHead} (partition_size) values (${partitionSize})`,
    `create view ${names.logStatus} with (security_invoker = true) as
       select ${literal(context)}::text as context, h.head, h.floor,
         coalesce((select jsonb_object_agg(t.event_type, t.count) from ${names.logTypes} t), '{}') as event_types
       from ${names.logHead} h`,
  ];
}

function appendOnly({ names }: LogTarget): readonly string[] {
  const trigger = (table: string, name: string, events: string, each: string): string =>
    `create trigger ${name} before ${events} on ${table} for each ${each} execute function ${names.refuseChange}()`;
  return [
    `create function ${names.refuseChange}() returns trigger language plpgsql as $$
     begin
       raise exception 'the log is append-only: % refused', lower(tg_op) using errcode = 'restrict_violation';
     end $$`,
    trigger(names.log, "append_only_rows", "update or delete", "row"),
    trigger(names.log, "append_only_table", "truncate", "statement"),
    trigger(names.logIds, "append_only_rows", "update or delete", "row"),
    trigger(names.logIds, "append_only_table", "truncate", "statement"),
  ];
}

function appendFunction({ names, context }: LogTarget): readonly string[] {
  return [ensurePartitions(names), appendEvents(names, context)];
}

/** Makes partitions until the position is covered. Caller holds the head row's lock. */
function ensurePartitions(names: ContextNames): string {
  return `create function ${names.ensurePartitions}(upto bigint) returns void
     language plpgsql set search_path = pg_catalog, pg_temp as $$
     declare covered_to bigint; size bigint; part text;
     begin
       select h.covered, h.partition_size into covered_to, size from ${names.logHead} h;
       while covered_to < upto loop
         part := format('%s_p%s', ${literal(unquoted(names.log))}, covered_to / size);
         execute format('create table %I.%I partition of ${names.log} for values from (%s) to (%s)',
           ${literal(names.schema.replaceAll('"', ""))}, part, covered_to + 1, covered_to + size + 1);
         execute format('create trigger append_only_table before truncate on %I.%I for each statement execute function ${names.refuseChange}()',
           ${literal(names.schema.replaceAll('"', ""))}, part);
         covered_to := covered_to + size;
         update ${names.logHead} set covered = covered_to;
       end loop;
     end $$`;
}

/**
 * Appends events under the head row's lock, which is what makes positions dense: they are assigned and committed
 * in one order. A known event id answers with its first position and changes nothing.
 */
function appendEvents(names: ContextNames, context: string): string {
  return `create function ${names.appendEvents}(
       ids text[], types text[], versions integer[], occurred timestamptz[], payloads jsonb[], metas jsonb[])
     returns table (ordinal bigint, seq_id bigint, duplicate boolean)
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     declare base bigint; moment timestamptz(3); fresh bigint;
     begin
       select h.head, greatest(clock_timestamp(), h.recorded_at) into base, moment
         from ${names.logHead} h for no key update;
       perform ${names.ensurePartitions}(base + cardinality(ids));
       return query
       with given as (
         select * from unnest(ids, types, versions, occurred, payloads, metas)
           with ordinality as g (event_id, event_type, event_version, occurred_at, data, metadata, ordinal)),
       known as (select i.event_id, i.seq_id from ${names.logIds} i where i.event_id = any (ids)),
       first as (
         select f.*, base + row_number() over (order by f.ordinal) as position
         from (select distinct on (g.event_id) g.* from given g order by g.event_id, g.ordinal) f
         where not exists (select from known k where k.event_id = f.event_id)),
       insert_ids as (insert into ${names.logIds} (event_id, seq_id) select f.event_id, f.position from first f),
       insert_events as (
         insert into ${names.log}
         select f.position, f.event_id, f.event_type, f.event_version, f.occurred_at, moment, f.data, f.metadata
         from first f),
       count_types as (
         insert into ${names.logTypes} as t (event_type, count)
         select f.event_type, count(*) from first f group by f.event_type
         on conflict (event_type) do update set count = t.count + excluded.count),
       move_head as (
         update ${names.logHead} set head = base + (select count(*) from first), recorded_at = moment
         where exists (select from first))
       select g.ordinal, coalesce(k.seq_id, f.position), k.seq_id is not null or f.ordinal <> g.ordinal
       from given g left join known k using (event_id) left join first f using (event_id)
       order by g.ordinal;
       select h.head - base into fresh from ${names.logHead} h;
       if fresh > 0 then
         perform pg_notify('datamesh', 'log ' || ${literal(context)} || ' ' || (base + fresh));
       end if;
     end $$`;
}

/** What no reader could tell: infinity, years before 1000 and after 9999. Events that are there already stay. */
function timesWithinBounds({ names }: LogTarget): readonly string[] {
  return [
    `alter table ${names.log} add constraint occurred_within check (
       occurred_at >= '1000-01-01 00:00:00+00' and occurred_at < '10000-01-01 00:00:00+00') not valid`,
  ];
}

function grants({ names, context, prefix }: LogTarget): readonly string[] {
  const role = (duty: "append" | "project" | "read"): string => identifier(roleName(prefix, context, duty));
  return [
    `revoke all on function ${names.appendEvents}, ${names.ensurePartitions}, ${names.refuseChange} from public`,
    `grant execute on function ${names.appendEvents} to ${role("append")}`,
    `grant select on ${names.log}, ${names.logHead}, ${names.logTypes}, ${names.logStatus} to ${role("project")}`,
    `grant select on ${names.logHead}, ${names.logTypes}, ${names.logStatus} to ${role("read")}`,
  ];
}

const unquoted = (qualified: string): string => qualified.split(".").at(-1)?.replaceAll('"', "") ?? "";
