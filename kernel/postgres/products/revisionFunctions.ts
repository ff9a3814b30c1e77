import { contextNames } from "../contextNames.ts";
import { identifier } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";

/** The revision of a checkpoint's row, in SQL: `g1.c42.e0`. */
export const revisionSql = (row: string): string =>
  `format('g%s.c%s.e%s', ${row}.generation, ${row}.cut, ${row}.epoch)`;

/** What is announced of a checkpoint's row on the channel `datamesh`, in SQL: `product NAME@MAJOR POSITION REVISION`. */
export const announcementSql = (row: string): string =>
  `format('product %s@%s %s g%s.c%s.e%s', ${row}.product, ${row}.major, ${row}.position, ${row}.generation, ${row}.cut, ${row}.epoch)`;

/**
 * The database function that raises a product's epoch and announces its new revision. Whoever projects may call it: it
 * can only make readers look again.
 */
export function revisionFunctions(context: string, role: RoleNamer): readonly string[] {
  const { checkpoints, raiseEpoch } = contextNames(context);
  return [
    `create or replace function ${raiseEpoch}(p_product text, p_major integer) returns text
     language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
     declare c record;
     begin
       update ${checkpoints} set epoch = epoch + 1, committed_at = clock_timestamp()
         where product = p_product and major = p_major returning * into c;
       if c is null then return null; end if;
       perform pg_notify('datamesh', ${announcementSql("c")});
       return ${revisionSql("c")};
     end $$`,
    `revoke all on function ${raiseEpoch} from public`,
    `grant execute on function ${raiseEpoch} to ${identifier(role(context, "project"))}`,
  ];
}
