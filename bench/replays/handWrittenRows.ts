import { contextNames, type Database } from "@datamesh/kernel/postgres";

/** The table of hand-written statements, digested like a product's. */
export const REFERENCE = "public.reference";

/**
 * The best statement for the latest score of every customer: the newest position of each key, joined with the log, into
 * a logged table whose key is added afterwards.
 */
export async function handWrittenRows(admin: Database): Promise<void> {
  const { log } = contextNames("scoring");
  await admin.transaction(async (connection) => {
    await connection.query({ text: "set local work_mem = '256MB'" });
    await connection.query({ text: "set local maintenance_work_mem = '256MB'" });
    await connection.query({ text: `drop table if exists ${REFERENCE}` });
    await connection.query({
      text: `create table ${REFERENCE} as
             select (e.data->>'customerId') collate "C" as customer_id, (e.data->>'score')::int as score, e.seq_id as last__event
             from (select data->>'customerId' as key, max(seq_id) as seq_id from ${log} where event_type = 'SCORED' group by 1) newest
             join ${log} e using (seq_id)`,
    });
    await connection.query({ text: `alter table ${REFERENCE} add primary key (customer_id)` });
  });
}
