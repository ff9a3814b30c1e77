import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import type { EventDifference } from "./compareEvents.ts";

/** What the database still tells of an event that is not as it was sealed. */
export interface NamedEvent {
  /** Null for one that was removed without a trace, and where it is not known which event it is. */
  readonly eventId: string | null;
  /** The event before it; null when there is none. */
  readonly after: string | null;
}

/** Names the event of a difference: by the log, or for one that is gone by the id that was taken at its position. */
export async function nameEvent(
  database: Queryable,
  context: string,
  { kind, position, upTo }: EventDifference,
): Promise<NamedEvent> {
  const { log, logIds } = contextNames(context);
  const [row] = await database.query({
    text: `select (select event_id from ${log} where seq_id = $1 limit 1) as here,
                  (select event_id from ${log} where seq_id = $1 - 1 limit 1) as before,
                  (select i.event_id from ${logIds} i where i.seq_id = $1
                     and not exists (select from ${log} e where e.event_id = i.event_id) limit 1) as gone`,
    values: [position],
  });
  const eventId = (kind === "REMOVED" ? row?.["gone"] : row?.["here"]) ?? null;
  return { eventId: upTo === undefined ? eventId : null, after: row?.["before"] ?? null };
}
