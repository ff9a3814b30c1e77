import { identifier } from "../identifier.ts";
import { roleName } from "../roles/roleNames.ts";
import type { LogTarget } from "./logMigration.ts";

/**
 * `log_position_at(moment)`: the last position of the log that was recorded by a moment; null for a moment that lies
 * more than a second ahead of the database's clock. The read role, which may not read the log, may ask it, and learns a
 * number.
 *
 * The answer is final. An append takes its time of recording under the lock of the head row, so one that is under way
 * may still record something at the moment: where no later event shows that the moment is over, the function waits
 * for the lock. From then on every event is recorded later, one millisecond being what a stored time is rounded to.
 */
export function logPositionAt({ names, context, prefix }: LogTarget): readonly string[] {
  const read = identifier(roleName(prefix, context, "read"));
  return [
    `create function ${names.logPositionAt}(moment timestamptz) returns bigint
       language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
       declare low bigint; high bigint; mid bigint; last timestamptz; found timestamptz;
       begin
         select h.floor, h.head, h.recorded_at into low, high, last from ${names.logHead} h;
         if last <= moment then
           if moment > clock_timestamp() + interval '1 second' then return null; end if;
           while moment + interval '1 millisecond' > clock_timestamp() loop
             perform pg_sleep(0.002);
           end loop;
           select h.floor, h.head, h.recorded_at into low, high, last from ${names.logHead} h for share;
         end if;
         -- Times of recording never go back, so the last position by a moment is found by halving.
         while low < high loop
           mid := (low + high + 1) / 2;
           select l.recorded_at into found from ${names.log} l where l.seq_id = mid;
           if found <= moment then low := mid; else high := mid - 1; end if;
         end loop;
         return low;
       end $$`,
    `revoke all on function ${names.logPositionAt} from public`,
    `grant execute on function ${names.logPositionAt} to ${read}`,
  ];
}
