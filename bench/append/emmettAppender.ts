import { randomUUID } from "node:crypto";
import { STREAM_DOES_NOT_EXIST } from "@event-driven-io/emmett";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import pg from "pg";
import { type Appender, scoredData } from "./appender.ts";

/** More connections made it slower on two cores. */
const MAX_CONNECTIONS = 32;

/** Emmett's event store, with a connection for each caller up to the number that served it best. */
export async function emmettAppender(url: string, callers: number): Promise<Appender> {
  const pool = new pg.Pool({ connectionString: url, max: Math.min(callers, MAX_CONNECTIONS) });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    append: async (number) => {
      await store.appendToStream(
        `score-${randomUUID()}`,
        [{ type: "CREDIT_SCORED", data: scoredData(number) }],
        { expectedStreamVersion: STREAM_DOES_NOT_EXIST },
      );
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
