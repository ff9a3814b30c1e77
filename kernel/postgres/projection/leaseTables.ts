import { contextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";

/**
 * The statements that make what the projectors of a context agree by on who works: one lease a shard, that its holder
 * renews and that ends by the database's clock, and who waits for it. A row rather than a lock of a session, so that it
 * works through poolers, and so that a process that is stopped or cut off loses it as one that died does. Idempotent.
 */
export function leaseTables(context: string, role: RoleNamer): readonly string[] {
  const names = contextNames(context);
  const [project, read] = [role(context, "project"), role(context, "read")].map(identifier);
  return [
    `create table if not exists ${names.leases} (
       shard integer primary key, holder text not null, process text not null,
       taken_at timestamptz(3) not null, expires_at timestamptz(3) not null) with (fillfactor = 50)`,
    `create table if not exists ${names.leaseWaiters} (
       shard integer not null, holder text not null, process text not null,
       since timestamptz(3) not null, seen_at timestamptz(3) not null,
       primary key (shard, holder)) with (fillfactor = 50)`,
    `create or replace view ${names.projectors} with (security_invoker = true) as
       select ${literal(context)}::text as context, shard, process, true as holds, taken_at as since
       from ${names.leases} where expires_at > clock_timestamp()
       union all
       select ${literal(context)}, shard, process, false, since
       from ${names.leaseWaiters} where seen_at > clock_timestamp() - interval '5 seconds'`,
    holdLease(context),
    releaseLease(context),
    `revoke all on function ${names.holdLease}, ${names.releaseLease} from public`,
    `grant execute on function ${names.holdLease}, ${names.releaseLease} to ${project}`,
    `grant select on ${names.leases}, ${names.leaseWaiters}, ${names.projectors} to ${project}, ${read}`,
  ];
}

/**
 * Takes or renews a lease for some seconds, or notes that the caller waits for it. One that ends later than it can is
 * of a clock that was set back, and does not count.
 */
function holdLease(context: string): string {
  const { holdLease, leases, leaseWaiters } = contextNames(context);
  return `create or replace function ${holdLease}(
      p_shard integer, p_holder text, p_process text, p_seconds double precision,
      out held boolean, out holder_process text)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare moment timestamptz(3) := clock_timestamp(); long interval := make_interval(secs => least(p_seconds, 60));
    begin
      insert into ${leases} as l (shard, holder, process, taken_at, expires_at)
      values (p_shard, p_holder, p_process, moment, moment + long)
      on conflict (shard) do update set holder = excluded.holder, process = excluded.process,
        expires_at = excluded.expires_at,
        taken_at = case when l.holder = excluded.holder then l.taken_at else excluded.taken_at end
      where l.holder = excluded.holder or l.expires_at not between moment and moment + 2 * long
      returning true into held;
      if held then
        delete from ${leaseWaiters} w
          where (w.shard = p_shard and w.holder = p_holder) or w.seen_at < moment - interval '1 minute';
        return;
      end if;
      held := false;
      select l.process into holder_process from ${leases} l where l.shard = p_shard;
      insert into ${leaseWaiters} as w (shard, holder, process, since, seen_at)
      values (p_shard, p_holder, p_process, moment, moment)
      on conflict (shard, holder) do update set seen_at = excluded.seen_at;
    end $$`;
}

/** Gives a lease up, or stops waiting, and lets those who wait know. */
function releaseLease(context: string): string {
  const { releaseLease, leases, leaseWaiters } = contextNames(context);
  return `create or replace function ${releaseLease}(p_shard integer, p_holder text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      delete from ${leaseWaiters} where shard = p_shard and holder = p_holder;
      delete from ${leases} where shard = p_shard and holder = p_holder;
      if found then perform pg_notify('datamesh', ${literal(`lease ${context}`)}); end if;
    end $$`;
}
