import { contextNames, type Database } from "@datamesh/kernel/postgres";
import { handWrittenRows } from "./handWrittenRows.ts";

/** The table of its history. */
export const REFERENCE_HISTORY = "public.reference_history";

/**
 * The best statements for the same rows with a version for every event that changed one: windows over each key's
 * events, into a logged table with the same indexes.
 */
export async function handWrittenHistory(admin: Database): Promise<void> {
  const { log } = contextNames("scoring");
  await handWrittenRows(admin);
  await admin.transaction(async (connection) => {
    await connection.query({ text: "set local work_mem = '256MB'" });
    await connection.query({ text: "set local maintenance_work_mem = '256MB'" });
    await connection.query({ text: `drop table if exists ${REFERENCE_HISTORY}` });
    await connection.query({
      text: `create table ${REFERENCE_HISTORY} as
             select row_number() over (order by seq_id) as position, false as removed, 'events'::text as input,
               seq_id as input_position, customer_id, score
             from (select seq_id, customer_id, score, lag(score) over (partition by customer_id order by seq_id) as before
                   from (select seq_id, (data->>'customerId') collate "C" as customer_id, (data->>'score')::int as score
                         from ${log} where event_type = 'SCORED' offset 0) e) v
             where score is distinct from before`,
    });
    await connection.query({ text: `alter table ${REFERENCE_HISTORY} add primary key (position)` });
    await connection.query({ text: `create index on ${REFERENCE_HISTORY} (customer_id, position desc)` });
  });
}
