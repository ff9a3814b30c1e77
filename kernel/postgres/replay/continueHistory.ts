import type { Queryable } from "../database.ts";
import type { GenerationNames } from "../products/productNames.ts";
import { copyCuts } from "./copyCuts.ts";
import type { Shadow } from "./shadow.ts";

/**
 * Copies the history and journal that were published after one commit up to another from one generation to the next:
 * what was told stays told. Fields that only the next one has are null in them.
 */
export async function continueHistory(
  connection: Queryable,
  { tables }: Shadow,
  before: GenerationNames,
  range: { readonly after: number; readonly upTo: number },
): Promise<void> {
  const columns = await sharedColumns(connection, before.history, tables.history);
  await connection.query({
    text: `insert into ${tables.history} (${columns}) select ${columns} from ${before.history}
           where position > coalesce((select position from ${before.cuts} where cut = $1), 0)
             and position <= coalesce((select position from ${before.cuts} where cut = $2), 0)`,
    values: [range.after, range.upTo],
  });
  await copyCuts(connection, before.cuts, tables.cuts, range);
}

/** The columns both relations have, quoted. */
export async function sharedColumns(connection: Queryable, left: string, right: string): Promise<string> {
  const rows = await connection.query({
    text: `select quote_ident(l.attname) as name
           from pg_attribute l join pg_attribute r using (attname)
           where l.attrelid = to_regclass($1) and r.attrelid = to_regclass($2)
             and l.attnum > 0 and r.attnum > 0 and not l.attisdropped and not r.attisdropped
           order by l.attnum`,
    values: [left, right],
  });
  return rows.map((row) => row["name"] ?? "").join(", ");
}
