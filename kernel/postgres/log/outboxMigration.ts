import { OUTBOX_PREFIX } from "../../log/stream.ts";
import type { ContextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import { producerRole, roleName } from "../roles/roleNames.ts";
import type { LogTarget } from "./logMigration.ts";

/** The outbox of a context: where producers write events within their own transactions, and what moves them on. */
export function outbox(target: LogTarget): readonly string[] {
  const { names } = target;
  return [...outboxTables(names), appendToOutbox(target), sequenceOutbox(names), ...outboxGrants(target)];
}

/** What the log would refuse is refused here already, so that no row can hold up those behind it. */
function outboxTables({ outbox: table, outboxStreams }: ContextNames): readonly string[] {
  return [
    `create table ${table} (
       entry bigint generated always as identity primary key,
       event_id text collate "C" not null unique check (event_id <> ''),
       event_type text collate "C" not null,
       event_version integer not null,
       occurred_at timestamptz(3) not null check (
         occurred_at >= '1000-01-01 00:00:00+00' and occurred_at < '10000-01-01 00:00:00+00'),
       data jsonb not null check (jsonb_typeof(data) = 'object'),
       metadata jsonb not null check (jsonb_typeof(metadata) = 'object'),
       stream text collate "C",
       stream_version bigint,
       producer name not null default session_user,
       check ((stream is null) = (stream_version is null)),
       unique (stream, stream_version)
     )`,
    `create table ${outboxStreams} (stream text collate "C" primary key, version bigint not null) with (fillfactor = 70)`,
    `alter table ${table} enable row level security`,
  ];
}

/**
 * Writes events into the outbox, in the transaction it is called in. The row of the stream is locked until that ends,
 * so its versions are given out in the order of commits, and only writers of the same stream wait. Answers the version
 * the stream stands at then; null without one.
 */
function appendToOutbox({ names, context }: LogTarget): string {
  return `create function ${names.appendToOutbox}(
       stream text, expected bigint, ids text[], types text[], versions integer[], occurred timestamptz[],
       payloads jsonb[], metas jsonb[]) returns bigint
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     #variable_conflict use_column
     declare of_stream alias for $1; wanted alias for $2; standing bigint; added bigint;
     begin
       if of_stream is not null then
         if not of_stream ^@ ${literal(OUTBOX_PREFIX)} or length(of_stream) > 200 then
           raise exception 'the name of a stream of the outbox begins with % and has at most 200 characters',
             ${literal(OUTBOX_PREFIX)} using errcode = 'invalid_parameter_value';
         end if;
         insert into ${names.outboxStreams} as s (stream, version) values (of_stream, 0) on conflict do nothing;
         select s.version into standing from ${names.outboxStreams} s where s.stream = of_stream for no key update;
       end if;
       if not exists (
         select from unnest(ids) as g (id)
         where not exists (select from ${names.outbox} o where o.event_id = g.id)
           and not exists (select from ${names.logIds} i where i.event_id = g.id)) then
         return standing;
       end if;
       if wanted <> standing then
         raise exception 'the stream % stands at version %, not at %', of_stream, standing, wanted
           using errcode = 'serialization_failure', hint = 'read again and decide again, in a new transaction';
       end if;
       insert into ${names.outbox} (event_id, event_type, event_version, occurred_at, data, metadata, stream, stream_version)
         select f.event_id, f.event_type, f.event_version, f.occurred_at, f.data, f.metadata, of_stream,
           standing + row_number() over (order by f.ordinal)
         from (
           select distinct on (g.event_id) g.*
           from unnest(ids, types, versions, occurred, payloads, metas) with ordinality
             as g (event_id, event_type, event_version, occurred_at, data, metadata, ordinal)
           where not exists (select from ${names.outbox} o where o.event_id = g.event_id)
             and not exists (select from ${names.logIds} i where i.event_id = g.event_id)
           order by g.event_id, g.ordinal) f
         order by f.ordinal;
       get diagnostics added = row_count;
       update ${names.outboxStreams} as s set version = standing + added where s.stream = of_stream;
       perform pg_notify('datamesh', ${literal(`outbox ${context}`)});
       return standing + added;
     end $$`;
}

/**
 * Moves committed rows, at most so many, from the outbox into the log, in the order they were written, and answers how
 * many, with the ids the log knew already. Rows of a transaction that is open are not seen, and nobody waits for them.
 */
function sequenceOutbox(names: ContextNames): string {
  return `create function ${names.sequenceOutbox}(most integer) returns table (moved integer, repeated text[])
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     #variable_conflict use_column
     declare entries bigint[]; ids text[]; types text[]; versions integer[]; occurred timestamptz[];
       payloads jsonb[]; metas jsonb[]; streams text[]; known text[];
     begin
       if not exists (select from ${names.outbox}) then
         return query select 0, '{}'::text[];
         return;
       end if;
       -- Before the rows are read, so that of two that run this one comes after the other.
       perform from ${names.logHead} h for no key update;
       select array_agg(o.entry), array_agg(o.event_id), array_agg(o.event_type), array_agg(o.event_version),
           array_agg(o.occurred_at), array_agg(o.data), array_agg(o.metadata), array_agg(o.stream)
         into entries, ids, types, versions, occurred, payloads, metas, streams
         from (select * from ${names.outbox} order by entry limit most) o;
       if entries is not null then
         select array_agg(ids[w.call]) filter (where w.duplicate) into known
           from ${names.writeCalls}(array(select generate_series(1, cardinality(ids))), ids, types, versions, occurred,
             payloads, metas, streams, array_fill(null::bigint, array[cardinality(ids)])) w;
         delete from ${names.outbox} where entry = any (entries);
       end if;
       return query select coalesce(cardinality(entries), 0), coalesce(known, '{}');
     end $$`;
}

/** A producer writes through the function, and sees what it has written as long as it is there. */
function outboxGrants({ names, context, prefix }: LogTarget): readonly string[] {
  const producer = identifier(producerRole(prefix, context));
  return [
    `revoke all on function ${names.appendToOutbox}, ${names.sequenceOutbox} from public`,
    `grant usage on schema ${names.schema} to ${producer}`,
    `grant execute on function ${names.appendToOutbox} to ${producer}`,
    `grant select on ${names.outbox} to ${producer}`,
    `create policy own_rows on ${names.outbox} for select to ${producer} using (producer = session_user)`,
    `grant execute on function ${names.sequenceOutbox} to ${identifier(roleName(prefix, context, "project"))}`,
  ];
}
