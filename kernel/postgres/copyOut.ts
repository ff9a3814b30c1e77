import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

/**
 * The output of `copy (...) to stdout` in pieces as they come, over one connection of the pool, which is given back
 * when all is read. One that is left before its end costs its connection. Values cannot be parameters here.
 */
export async function* copyOut(pool: pg.Pool, text: string): AsyncGenerator<Buffer> {
  const client = await pool.connect();
  let failure: Error | undefined = new Error("the copy was left before its end");
  // A connection that is cut says so as an event too, which would end the process if nobody listened.
  const onCut = (error: Error): void => void (failure = error);
  client.on("error", onCut);
  try {
    for await (const piece of client.query(copyTo(text))) yield piece as Buffer;
    failure = undefined;
  } finally {
    client.off("error", onCut);
    client.release(failure);
  }
}
