import type { Event } from "@event-driven-io/emmett";
import {
  getPostgreSQLEventStore,
  postgreSQLProjection,
  rebuildPostgreSQLProjections,
} from "@event-driven-io/emmett-postgresql";

type Scored = Event<"SCORED", { customerId: string; score: number }>;

const EVENTS_PER_STREAM = 500;
/** Larger ones gained nothing. */
const BATCH = 1_000;

/** Fills Emmett's event store with scores of `keys` customers. */
export async function fillEmmett(url: string, events: number, keys: number): Promise<void> {
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  for (let from = 0; from < events; from += EVENTS_PER_STREAM) {
    const some = Array.from({ length: Math.min(EVENTS_PER_STREAM, events - from) }, (_, index): Scored => {
      const n = from + index;
      return { type: "SCORED", data: { customerId: `c-${(n * 7_919) % keys}`, score: n % 1_001 } };
    });
    await store.appendToStream(`scores-${from}`, some);
  }
  await store.close();
}

/**
 * Rebuilds the latest score of every customer by Emmett's own means, each batch that it hands out written by one
 * statement. Answers how many events it folded.
 */
export async function rebuildWithEmmett(url: string): Promise<number> {
  let folded = 0;
  const projection = postgreSQLProjection<Scored>({
    name: "scores",
    canHandle: ["SCORED"],
    init: async ({ context }) => {
      const client = context.connection.client;
      await client.query(
        "create table if not exists emmett_scores (customer_id text primary key, score integer not null)",
      );
    },
    truncate: async ({ connection }) => void (await connection.client.query("truncate emmett_scores")),
    handle: async (events, { connection }) => {
      const latest = new Map(events.map(({ data }) => [data.customerId, data.score]));
      await connection.client.query(
        `insert into emmett_scores select * from unnest($1::text[], $2::integer[])
         on conflict (customer_id) do update set score = excluded.score`,
        [[...latest.keys()], [...latest.values()]],
      );
      folded += events.length;
    },
  });
  const consumer = rebuildPostgreSQLProjections<Scored>({
    connectionString: url,
    projection,
    pulling: { batchSize: BATCH },
  });
  try {
    await consumer.start();
  } finally {
    await consumer.close();
  }
  return folded;
}
