import type { Queryable } from "../database.ts";

/** Copies the journal of commits after one up to another. */
export async function copyCuts(
  connection: Queryable,
  from: string,
  to: string,
  range: { readonly after: number; readonly upTo: number },
): Promise<void> {
  await connection.query({
    text: `insert into ${to} (cut, position, inputs, committed_at, retained_to, history_floor)
           select cut, position, inputs, committed_at, retained_to, history_floor from ${from} where cut > $1 and cut <= $2`,
    values: [range.after, range.upTo],
  });
}
