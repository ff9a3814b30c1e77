import { contextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import { announcementSql } from "../products/revisionFunctions.ts";
import type { RoleNamer } from "../roles/roleNames.ts";

/**
 * The database functions by which rows leave a product when their retention is over. A projector may call `retain` and
 * nothing else that deletes: how long rows are kept is read from the checkpoint, which it cannot change in this, and
 * time is the log's own, that of its newest event.
 */
export function retentionFunctions(context: string, role: RoleNamer): readonly string[] {
  const names = contextNames(context);
  const project = identifier(role(context, "project"));
  return [
    expireRows(names.expireRows),
    expireKept(context),
    retain(context),
    `revoke all on function ${names.expireRows}, ${names.expireKept}, ${names.retain} from public`,
    `grant execute on function ${names.retain} to ${project}`,
  ];
}

/**
 * Removes the rows of one generation whose last event stands at the horizon or before it, with what was counted for
 * them, and versions from before the horizon that later ones supersede. Each removal is told in the history after
 * \`told_after\`, unless that is null. Answers how many rows went and up to where the history may lack versions.
 */
function expireRows(name: string): string {
  return `create or replace function ${name}(
      store text, relation text, key_column text, key_sealed boolean, horizon bigint, told_after bigint,
      out removed bigint, out history_floor bigint)
    language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare expired text[]; envelope text; old_upto bigint;
    begin
      execute format('with gone as (delete from %I.%I where last__event <= $1 returning %I as key)
        select coalesce(array_agg(key order by key collate "C"), ''{}'') from gone', store, relation, key_column)
        into expired using horizon;
      -- Members are kept under the envelope of the key (kernel/envelope), whatever form the key itself has.
      envelope := case when key_sealed then 'key' else '''0||'' || to_json(key)::text' end;
      execute format('delete from %I.%I where key in (select %s from unnest($1) as gone (key))',
        store, relation || '_members', envelope) using expired;
      removed := cardinality(expired);
      history_floor := 0;
      if told_after is null then return; end if;
      execute format('insert into %I.%I (position, removed, input, input_position, %I)
        select $1 + ordinal, true, ''retention'', $2, key from unnest($3) with ordinality as gone (key, ordinal)',
        store, relation || '_history', key_column) using told_after, horizon, expired;
      execute format('select coalesce(max(position), 0) from %I.%I
        where (inputs->''events''->>''position'')::bigint <= $1', store, relation || '_cuts')
        into old_upto using horizon;
      -- A journal can be added to; what an event after the horizon caused is never old, whatever the journal says.
      execute format('select least($1, coalesce((select position - 1 from %I.%I
        where input = ''events'' and input_position > $2 order by position limit 1), $1))',
        store, relation || '_history') into old_upto using old_upto, horizon;
      execute format('delete from %1$I.%2$I old where position <= $1 and (removed or exists (
          select from %1$I.%2$I newer where newer.%3$I = old.%3$I and newer.position > old.position))',
        store, relation || '_history', key_column) using old_upto;
      -- What superseded them came later, so only from here on is the history whole at every position.
      history_floor := told_after + removed;
    end $$`;
}

/**
 * Removes from the generations that are kept for reading what passed its retention, each with a commit in its own
 * journal, so that it is known there too from where on a history is whole.
 */
function expireKept(context: string): string {
  const names = contextNames(context);
  return `create or replace function ${names.expireKept}(p_product text, p_major integer, horizon bigint) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare c record; last record; gone record; relation text; part record;
    begin
      select * into c from ${names.checkpoints} where product = p_product and major = p_major;
      for part in select generate_series(coalesce(c.oldest_generation, greatest(1, c.generation - 1)),
        c.generation - 1) as generation
      loop
        relation := format('%s_v%s_g%s', replace(p_product, '-', '_'), p_major, part.generation);
        -- A key of another name, or form, is another contract's.
        continue when not exists (select from pg_catalog.pg_attribute a
          where a.attrelid = to_regclass(format('${names.store}.%I', relation)) and a.attname = c.key_column);
        execute format('select cut, position, inputs from ${names.store}.%I order by cut desc limit 1',
          relation || '_cuts') into last;
        continue when last is null;
        select * into gone from ${names.expireRows}(
          ${literal(names.store.replaceAll('"', ""))}, relation, c.key_column, c.key_sealed, horizon,
          case when c.keeps_history then last.position end);
        execute format('insert into ${names.store}.%I (cut, position, inputs, retained_to, history_floor)
          values ($1, $2, $3, $4, $5)', relation || '_cuts')
          using last.cut + 1, last.position + gone.removed, last.inputs, horizon,
            case when c.keeps_history then gone.history_floor else last.position + gone.removed end;
      end loop;
    end $$`;
}

function retain(context: string): string {
  const names = contextNames(context);
  return `create or replace function ${names.retain}(p_product text, p_major integer) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare c record; head record; low bigint; high bigint; mid bigint; moment timestamptz; gone record; relation text;
    begin
      select * into c from ${names.checkpoints} where product = p_product and major = p_major for update;
      select h.recorded_at, h.head into head from ${names.logHead} h;
      low := c.retained_to;
      high := coalesce((c.inputs->'events'->>'position')::bigint, 0);
      if c.retention_seconds is null or high <= low then return 0; end if;
      -- Times of recording never go back, so the last position before a moment is found by halving.
      while low < high loop
        mid := (low + high + 1) / 2;
        select l.recorded_at into moment from ${names.log} l where l.seq_id = mid;
        if moment < head.recorded_at - make_interval(secs => c.retention_seconds) then low := mid;
        else high := mid - 1; end if;
      end loop;
      if low = c.retained_to then return 0; end if;
      relation := format('%s_v%s_g%s', replace(p_product, '-', '_'), p_major, c.generation);
      select * into gone from ${names.expireRows}(
        ${literal(names.store.replaceAll('"', ""))}, relation, c.key_column, c.key_sealed, low,
        case when c.keeps_history then c.position end);
      update ${names.checkpoints} set cut = cut + 1, position = position + gone.removed, retained_to = low,
        epoch = epoch + 1, committed_at = clock_timestamp()
        where product = p_product and major = p_major returning * into c;
      execute format('insert into ${names.store}.%I (cut, position, inputs, retained_to, history_floor)
        values ($1, $2, $3, $4, $5)', relation || '_cuts')
        using c.cut, c.position, c.inputs, low,
          case when c.keeps_history then gone.history_floor else c.position end;
      perform ${names.expireKept}(p_product, p_major, low);
      perform pg_notify('datamesh', ${announcementSql("c")});
      return gone.removed;
    end $$`;
}
