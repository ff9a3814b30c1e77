import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";

/** How many events of a type a log holds that the context's declaration does not name. */
export interface UnknownEvents {
  readonly type: string;
  readonly count: number;
}

/**
 * What a log holds of types that no declaration named when the context was migrated last: no product can be derived
 * from it, and none of it is lost. Nothing of a context that was migrated by a release that did not tell.
 */
export async function unknownEvents(
  connection: Queryable,
  context: string,
): Promise<readonly UnknownEvents[]> {
  const names = contextNames(context);
  const [found] = await connection.query({
    text: "select 1 where to_regclass($1) is not null",
    values: [names.unknownEvents],
  });
  if (found === undefined) return [];
  const rows = await connection.query({
    text: `select event_type, count from ${names.unknownEvents} order by event_type`,
  });
  return rows.map((row) => ({ type: row["event_type"] ?? "", count: Number(row["count"]) }));
}
