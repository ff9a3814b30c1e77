import { OUTBOX_PREFIX } from "../../log/stream.ts";
import type { ContextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import { roleName } from "../roles/roleNames.ts";
import type { LogTarget } from "./logMigration.ts";

const EVENT_ARRAYS =
  "ids text[], types text[], versions integer[], occurred timestamptz[], payloads jsonb[], metas jsonb[]";
/** Of each event: the call it belongs to, 1, 2, ..., and its stream and the version the call expects, if any. */
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
 * the stream stands at, is there when its call met a conflict. For the functions beside it alone.
 *
 * What is looked up is kept by event, in arrays: `seqs` (where a known event stands), `bases` (the version of the
 * event's stream before the group), `their_streams` and `their_versions` of known events, and `actuals` where a call met
 * a conflict; null where there is none of it. Plans are made once: PostgreSQL would plan anew for every small group,
 * which takes longer than to run it. `counting` is the statement that counts what is new, which a later step replaces.
 */
export function writeCalls(
  { names, context }: LogTarget,
  counting: string,
  verb: "create" | "create or replace" = "create",
): string {
  return `${verb} function ${names.writeCalls}(${CALL_ARRAYS}) returns ${ANSWER}
     language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
     #variable_conflict use_column
     declare
       head_before bigint; moment timestamptz(3); covered bigint; fresh bigint;
       seqs bigint[]; bases bigint[]; their_streams text[]; their_versions bigint[];
       any_expected boolean; any_known boolean; any_twice boolean; any_shared boolean;
       refused integer[]; found bigint[]; actuals bigint[];
     begin
       select h.head, greatest(clock_timestamp(), h.recorded_at), h.covered into head_before, moment, covered
         from ${names.logHead} h for no key update;
       ${lookUp(names)}
       if any_twice and calls[1] < calls[cardinality(calls)] then ${oneByOne(names)} end if;
       if any_twice then ${onceEach(names)} end if;
       if covered < head_before + cardinality(ids) then
         perform ${names.ensurePartitions}(head_before + cardinality(ids));
       end if;
       if any_known then ${lookUpKnown(names)} end if;
       if any_expected then ${findConflicts} end if;
       ${insertCalls(names, counting)}
       select h.head - head_before into fresh from ${names.logHead} h;
       if fresh > 0 then
         perform pg_notify('datamesh', 'log ' || ${literal(context)} || ' ' || (head_before + fresh));
       end if;
     end $$`;
}

const lookUp = (names: ContextNames): string => `
       select array_agg(g.seq order by g.ordinal), array_agg(g.version order by g.ordinal),
           bool_or(g.expected is not null), bool_or(g.seq is not null), count(distinct g.id) < count(*)
         into seqs, bases, any_expected, any_known, any_twice
         from (select g.*,
             (select i.seq_id from ${names.logIds} i where i.event_id = g.id) as seq,
             (select s.version from ${names.logStreams} s where s.stream = g.stream) as version
           from unnest(ids, streams, expected) with ordinality as g (id, stream, expected, ordinal)) g;`;

/** A statement of its own, because it opens every partition of the log. */
const lookUpKnown = (names: ContextNames): string => `
         select array_agg(l.stream order by g.ordinal), array_agg(l.stream_version order by g.ordinal)
           into their_streams, their_versions
           from unnest(seqs) with ordinality as g (seq, ordinal) left join ${names.log} l on l.seq_id = g.seq;`;

/** Which of two calls an event is of, when both offer it, depends on what becomes of the first: rare, and slow. */
const oneByOne = (names: ContextNames): string => `
         declare each record;
         begin
           for each in select g.call, min(g.ordinal) as a, max(g.ordinal) as z
             from unnest(calls) with ordinality as g (call, ordinal) group by g.call order by g.call
           loop
             return query select each.call, w.seq_id, w.duplicate, w.stream, w.stream_version, w.actual
               from ${names.writeCalls}(array_fill(1, array[(each.z - each.a + 1)::integer]), ids[each.a:each.z],
                 types[each.a:each.z], versions[each.a:each.z], occurred[each.a:each.z], payloads[each.a:each.z],
                 metas[each.a:each.z], streams[each.a:each.z], expected[each.a:each.z]) w;
           end loop;
           return;
         end;`;

/** A call that offers an id twice: the second time it is known. */
const onceEach = (names: ContextNames): string => `
         declare firsts bigint[];
         begin
           firsts := array(select min(g.ordinal) from unnest(ids) with ordinality as g (id, ordinal) group by g.id order by 1);
           return query
             select g.call, w.seq_id, w.duplicate or g.ordinal <> k.at, w.stream, w.stream_version, w.actual
             from ${names.writeCalls}(${[
               "calls",
               "ids",
               "types",
               "versions",
               "occurred",
               "payloads",
               "metas",
               "streams",
               "expected",
             ]
               .map(
                 (each) =>
                   `array(select ${each}[at] from unnest(firsts) with ordinality as k (at, n) order by n)`,
               )
               .join(", ")}) with ordinality as w (call, seq_id, duplicate, stream, stream_version, actual, n)
             join unnest(firsts) with ordinality as k (at, n) on k.n = w.n
             join unnest(ids, calls) with ordinality as g (id, call, ordinal) on g.id = ids[k.at]
             order by g.ordinal;
           return;
         end;`;

/** Calls that have something to append; `fresh` counts it. */
const FRESH_CALLS = `
             select g.call, g.stream, g.expected, coalesce(g.base, 0) as base, count(*) as fresh
             from unnest(calls, ids, streams, expected, seqs, bases) as g (call, id, stream, expected, seq, base)
             where g.stream is not null and g.seq is null group by g.call, g.stream, g.expected, g.base`;

/** Where calls share a stream, walks through them in order, with the version that those before leave it at. */
const findConflicts = `
         select coalesce(array_agg(c.call) filter (where c.expected <> c.base), '{}'),
             coalesce(array_agg(c.base) filter (where c.expected <> c.base), '{}'), count(distinct c.stream) < count(*)
           into refused, found, any_shared from (${FRESH_CALLS}) c;
         if any_shared then
           declare each record; previous text; standing bigint;
           begin
             refused := '{}';
             found := '{}';
             for each in ${FRESH_CALLS} order by g.stream, g.call loop
               if each.stream is distinct from previous then
                 previous := each.stream;
                 standing := each.base;
               end if;
               if each.expected <> standing then
                 refused := refused || each.call::integer;
                 found := found || standing;
               else
                 standing := standing + each.fresh;
               end if;
             end loop;
           end;
         end if;
         if cardinality(refused) > 0 then
           select array_agg(r.actual order by g.ordinal) into actuals
             from unnest(calls) with ordinality as g (call, ordinal)
             left join unnest(refused, found) as r (call, actual) on r.call = g.call;
         end if;`;

const countTypes = (names: ContextNames): string => `
         insert into ${names.logTypes} as t (event_type, count)
         select f.event_type, count(*) from first f group by f.event_type
         on conflict (event_type) do update set count = t.count + excluded.count`;

const insertCalls = (names: ContextNames, counting: string): string => `
       return query
       with given as (
         select *, g.seq is null and g.actual is null as fresh
         from unnest(calls, ids, types, versions, occurred, payloads, metas, streams, seqs, bases, actuals,
             their_streams, their_versions) with ordinality
           as g (call, event_id, event_type, event_version, occurred_at, data, metadata, stream, seq, base, actual,
             their_stream, their_version, ordinal)),
       placed as (
         select g.*, head_before + count(*) filter (where g.fresh) over (order by g.ordinal) as position,
           coalesce(g.base, 0) + count(*) filter (where g.fresh) over (partition by g.stream order by g.ordinal)
             as stream_version
         from given g),
       first as (
         select f.*, case when f.stream is not null then f.stream_version end as version from placed f where f.fresh),
       insert_ids as (insert into ${names.logIds} (event_id, seq_id) select f.event_id, f.position from first f),
       insert_events as (
         insert into ${names.log} (seq_id, event_id, event_type, event_version, occurred_at, recorded_at, data,
           metadata, stream, stream_version)
         select f.position, f.event_id, f.event_type, f.event_version, f.occurred_at, moment, f.data, f.metadata,
           f.stream, f.version
         from first f),
       begin_streams as (
         insert into ${names.logStreams} (stream, version)
         select f.stream, max(f.version) from first f where f.stream is not null and f.base is null group by f.stream),
       move_streams as (
         update ${names.logStreams} s set version = m.version
         from (select f.stream, max(f.version) as version from first f where f.base is not null group by f.stream) m
         where s.stream = m.stream),
       count_types as (${counting}),
       move_head as (
         update ${names.logHead} set head = head_before + (select count(*) from first), recorded_at = moment
         where exists (select from first))
       select g.call, coalesce(g.seq, case when g.fresh then g.position end), g.seq is not null,
         case when g.seq is null then g.stream else g.their_stream end,
         case when g.seq is not null then g.their_version when g.stream is not null then g.stream_version end, g.actual
       from placed g
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
           metas, array_fill(null::text, array[cardinality(ids)]),
           array_fill(null::bigint, array[cardinality(ids)])) w;
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
