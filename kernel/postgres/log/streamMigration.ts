import { OUTBOX_PREFIX } from "../../log/stream.ts";
import type { ContextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import { roleName } from "../roles/roleNames.ts";
import type { LogTarget } from "./logMigration.ts";

const EVENT_ARRAYS =
  "ids text[], types text[], versions integer[], occurred timestamptz[], payloads jsonb[], metas jsonb[]";
/** `calls`: of each event the call it belongs to, 1, 2, ...; the other two are of each call. */
const CALL_ARRAYS = `calls integer[], ${EVENT_ARRAYS}, streams text[], expected bigint[]`;
const ARGUMENTS = "calls, ids, types, versions, occurred, payloads, metas, streams, expected";
const ANSWER =
  "table (call integer, seq_id bigint, duplicate boolean, stream text, stream_version bigint, actual bigint)";

/** Streams: where an event stands in one, and appending groups of calls that expect versions. */
export function streams(target: LogTarget): readonly string[] {
  const { names } = target;
  return [
    `alter table ${names.log} add column stream text collate "C", add column stream_version bigint`,
    `create table ${names.logStreams} (stream text collate "C" primary key, version bigint not null) with (fillfactor = 70)`,
    writeCalls(target, countTypes(names)),
    appendCalls(names),
    appendEvents(names),
    ...streamGrants(target),
  ];
}

/**
 * Appends a group of calls under the head row's lock, as if each came after the other: every call whole or, when its
 * stream is not at the version it expects, not at all. Answers a row for each event, in order; `actual`, the version
 * the stream stands at, is there when its call met a conflict. For the functions beside it alone. `counting` is the
 * statement that counts what is new, which a later step replaces.
 */
export function writeCalls(
  { names, context }: LogTarget,
  counting: string,
  verb: "create" | "create or replace" = "create",
): string {
  return `${verb} function ${names.writeCalls}(${CALL_ARRAYS}) returns ${ANSWER}
     language plpgsql set search_path = pg_catalog, pg_temp as $$
     #variable_conflict use_column
     declare base bigint; moment timestamptz(3); fresh bigint; refused integer[] := '{}'; found bigint[] := '{}';
     begin
       select h.head, greatest(clock_timestamp(), h.recorded_at) into base, moment
         from ${names.logHead} h for no key update;
       ${oneByOne(names)}
       perform ${names.ensurePartitions}(base + cardinality(ids));
       ${findConflicts(names)}
       ${insertCalls(names, counting)}
       select h.head - base into fresh from ${names.logHead} h;
       if fresh > 0 then
         perform pg_notify('datamesh', 'log ' || ${literal(context)} || ' ' || (base + fresh));
       end if;
     end $$`;
}

/** Which of two calls an event is of depends on what becomes of the first, when both offer it: rare, and slow. */
const oneByOne = (names: ContextNames): string => `
       if cardinality(streams) > 1 and exists (
         select from unnest(ids, calls) as g (id, call) group by g.id having min(g.call) < max(g.call)) then
         declare each record;
         begin
           for each in select g.call, min(g.ordinal) as a, max(g.ordinal) as z
             from unnest(calls) with ordinality as g (call, ordinal) group by g.call order by g.call
           loop
             return query select each.call, w.seq_id, w.duplicate, w.stream, w.stream_version, w.actual
               from ${names.writeCalls}(array_fill(1, array[(each.z - each.a + 1)::integer]), ids[each.a:each.z],
                 types[each.a:each.z], versions[each.a:each.z], occurred[each.a:each.z], payloads[each.a:each.z],
                 metas[each.a:each.z], streams[each.call:each.call], expected[each.call:each.call]) w;
           end loop;
           return;
         end;
       end if;`;

/** Walks through the calls of each stream in their order, with the version that those before leave it at. */
const findConflicts = (names: ContextNames): string => `
       if exists (select from unnest(expected) e where e is not null) then
         declare each record; previous text; standing bigint;
         begin
           for each in
             select c.call, c.stream, c.expected, count(distinct g.id) as fresh, coalesce(max(s.version), 0) as version
             from unnest(calls, ids) as g (call, id)
             join unnest(streams, expected) with ordinality as c (stream, expected, call) on c.call = g.call
             left join ${names.logStreams} s on s.stream = c.stream
             where c.stream is not null and not exists (select from ${names.logIds} i where i.event_id = g.id)
             group by c.call, c.stream, c.expected order by c.stream, c.call
           loop
             if each.stream is distinct from previous then
               previous := each.stream;
               standing := each.version;
             end if;
             if each.expected <> standing then
               refused := refused || each.call::integer;
               found := found || standing;
             else
               standing := standing + each.fresh;
             end if;
           end loop;
         end;
       end if;`;

const countTypes = (names: ContextNames): string => `
         insert into ${names.logTypes} as t (event_type, count)
         select f.event_type, count(*) from first f group by f.event_type
         on conflict (event_type) do update set count = t.count + excluded.count`;

const insertCalls = (names: ContextNames, counting: string): string => `
       return query
       with given as (
         select g.*, c.stream from unnest(calls, ids, types, versions, occurred, payloads, metas) with ordinality
           as g (call, event_id, event_type, event_version, occurred_at, data, metadata, ordinal)
         left join unnest(streams) with ordinality as c (stream, call) on c.call = g.call),
       known as (select i.event_id, i.seq_id from ${names.logIds} i where i.event_id = any (ids)),
       first as (
         select f.*, base + row_number() over (order by f.ordinal) as position,
           case when f.stream is not null then coalesce(s.version, 0)
             + row_number() over (partition by f.stream order by f.ordinal) end as stream_version
         from (select distinct on (g.event_id) g.* from given g
               where g.call <> all (refused) order by g.event_id, g.ordinal) f
         left join ${names.logStreams} s on s.stream = f.stream
         where not exists (select from known k where k.event_id = f.event_id)),
       insert_ids as (insert into ${names.logIds} (event_id, seq_id) select f.event_id, f.position from first f),
       insert_events as (
         insert into ${names.log} (seq_id, event_id, event_type, event_version, occurred_at, recorded_at, data,
           metadata, stream, stream_version)
         select f.position, f.event_id, f.event_type, f.event_version, f.occurred_at, moment, f.data, f.metadata,
           f.stream, f.stream_version
         from first f order by f.position),
       move_streams as (
         insert into ${names.logStreams} as s (stream, version)
         select f.stream, max(f.stream_version) from first f where f.stream is not null group by f.stream
         on conflict (stream) do update set version = excluded.version),
       count_types as (${counting}),
       move_head as (
         update ${names.logHead} set head = base + (select count(*) from first), recorded_at = moment
         where exists (select from first))
       select g.call, coalesce(k.seq_id, f.position), k.seq_id is not null or f.ordinal <> g.ordinal,
         case when k.seq_id is null then f.stream else l.stream end,
         case when k.seq_id is null then f.stream_version else l.stream_version end, r.actual
       from given g left join known k on k.event_id = g.event_id left join first f on f.event_id = g.event_id
       left join unnest(refused, found) as r (call, actual) on r.call = g.call
       left join lateral (
         select l.stream, l.stream_version from ${names.log} l where l.seq_id = k.seq_id offset 0) l on true
       order by g.ordinal;`;

/** What appenders may execute. Streams of the outbox are not theirs. */
function appendCalls(names: ContextNames): string {
  return `create function ${names.appendCalls}(${CALL_ARRAYS}) returns ${ANSWER}
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     begin
       if exists (select from unnest(streams) s where s ^@ ${literal(OUTBOX_PREFIX)}) then
         raise exception 'streams whose names begin with % are written through the outbox', ${literal(OUTBOX_PREFIX)}
           using errcode = 'insufficient_privilege';
       end if;
       return query select * from ${names.writeCalls}(${ARGUMENTS});
     end $$`;
}

/** For processes of a version that knew no streams: one call, of events that stand alone. */
function appendEvents(names: ContextNames): string {
  return `create or replace function ${names.appendEvents}(${EVENT_ARRAYS})
     returns table (ordinal bigint, seq_id bigint, duplicate boolean)
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     begin
       return query select row_number() over (), w.seq_id, w.duplicate
         from ${names.writeCalls}(array_fill(1, array[cardinality(ids)]), ids, types, versions, occurred, payloads,
           metas, array[null::text], array[null::bigint]) w;
     end $$`;
}

function streamGrants({ names, context, prefix }: LogTarget): readonly string[] {
  const role = (duty: "append" | "project"): string => identifier(roleName(prefix, context, duty));
  return [
    `revoke all on function ${names.writeCalls}, ${names.appendCalls} from public`,
    `grant execute on function ${names.appendCalls} to ${role("append")}`,
    `grant select on ${names.logStreams} to ${role("project")}`,
  ];
}
