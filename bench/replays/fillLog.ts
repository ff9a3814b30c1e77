import { contextNames, type Database } from "@datamesh/kernel/postgres";

const AT_ONCE = 250_000;

/**
 * Fills the log of the context `scoring` up to a position with scores of `keys` customers, as a superuser and in the
 * form its own functions write, which would take much longer.
 */
export async function fillLog(admin: Database, upTo: number, keys: number): Promise<void> {
  const names = contextNames("scoring");
  const [at] = await admin.query({ text: `select head from ${names.logHead}` });
  for (let head = Number(at?.["head"]); head < upTo; head += AT_ONCE) {
    const range = [head, Math.min(upTo, head + AT_ONCE)];
    await admin.transaction(async (connection) => {
      await connection.query({ text: `select ${names.ensurePartitions}($1)`, values: [range[1]] });
      await connection.query({
        text: `with filled as (
            insert into ${names.log} (seq_id, event_id, event_type, event_version, occurred_at, recorded_at, data, metadata)
            select n, 'bench-' || n, 'SCORED', 1, timestamptz '2026-01-01' + n * interval '1 ms', now(),
              jsonb_build_object('customerId', 'c-' || (hashint8extended(n, 7) & 1073741823) % $3::bigint, 'score', n % 1001), '{}'
            from generate_series($1::bigint + 1, $2::bigint) n returning seq_id, event_id)
          insert into ${names.logIds} (event_id, seq_id) select event_id, seq_id from filled`,
        values: [...range, keys],
      });
      await connection.query({
        text: `insert into ${names.logTypes} as t (event_type, event_version, count) values ('SCORED', 1, $2::bigint - $1::bigint)
               on conflict (event_type, event_version) do update set count = t.count + excluded.count`,
        values: range,
      });
      await connection.query({
        text: `update ${names.logHead} set head = $1, recorded_at = now()`,
        values: [range[1]],
      });
    });
  }
  await admin.query({ text: `vacuum analyze ${names.log}` });
}
