import { ENVELOPE_PATTERN, openSql, plainJsonSql } from "../../envelope/index.ts";
import { ROW_HASH_DIGITS } from "../../projection/changedRows.ts";
import { contextNames } from "../contextNames.ts";
import { identifier, literal } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";

/** Of more versions than this it is not told which rows they are of. */
const MOST_VERSIONS = 512;

/** How the function is called. */
export const CHANGED_ROWS_ARGUMENTS = "(text, integer, bigint, bigint)";

/**
 * `changed_rows(product, major, after, upto)`: hashes of the keys (`rowHash`) of which the product's history has versions
 * behind a position and up to another, separated by spaces; null when it cannot tell all of them: there are too many, the
 * product keeps no history, or versions are missing, which shows, since positions are dense. It never fails, as whoever
 * hears where products stand would hear nothing then. It runs with the rights of its owner, the migrate role, so that
 * whoever may call it needs none on a history.
 */
export function changedRowsFunction(context: string, role: RoleNamer): readonly string[] {
  const { changedRows, checkpoints, store } = contextNames(context);
  return [
    `create or replace function ${changedRows}(p_product text, p_major integer, p_after bigint, p_upto bigint)
       returns text language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
       declare c record; told record;
       begin
         if p_upto - p_after > ${MOST_VERSIONS} then return null; end if;
         select k.generation, k.key_column, k.key_sealed, k.keeps_history into c from ${checkpoints} k
           where k.product = p_product and k.major = p_major;
         if c.keeps_history is not true then return null; end if;
         execute format(case when c.key_sealed then ${literal(toldOf(store, SEALED))} else ${literal(toldOf(store, PLAIN))} end,
             c.key_column, replace(p_product, '-', '_') || '_v' || p_major || '_g' || c.generation || '_history')
           into told using p_after, p_upto;
         return case when told.versions = p_upto - p_after then told.hashes end;
       exception when others then return null;
       end $$`,
    `revoke all on function ${changedRows} from public`,
    `grant execute on function ${changedRows} to ${identifier(role(context, "read"))}`,
  ];
}

/**
 * The forms in which a key is stored, and its text, as expressions over it. A generation that a changed declaration has
 * left behind may hold another than is declared, so no version counts that may be of the other form.
 */
const PLAIN = { isOfForm: `key !~ ${literal(ENVELOPE_PATTERN)}`, text: "key" };
const SEALED = { isOfForm: `${plainJsonSql("key")} is not null`, text: openSql("key") };

/** For `format`, with the column of the key and the relation of the history. */
function toldOf(store: string, { isOfForm, text }: typeof PLAIN): string {
  return `select count(*) filter (where ${isOfForm}) as versions,
      string_agg(left(encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), ${ROW_HASH_DIGITS}), ' ') as hashes
    from (select %I::text as key from ${store}.%I where position > $1 and position <= $2) versions`;
}
