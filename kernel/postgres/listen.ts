import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const RECONNECT_MILLISECONDS = 1_000;
const CONNECT_MILLISECONDS = 5_000;

/**
 * Calls `listener` with the payload of every notification on the channel, over a connection of its own, until the
 * answered function is called. A connection that is lost is made again, and what was notified meanwhile is lost.
 * Rejects when the first connection cannot be made.
 */
export async function listen(
  url: string,
  channel: string,
  listener: (payload: string) => void,
): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let client: pg.Client | undefined;
  const connect = async (): Promise<void> => {
    const fresh = await openListener(url, channel, listener);
    if (stopping.signal.aborted) return endQuietly(fresh);
    fresh.once("end", () => void reconnect());
    client = fresh;
  };
  const reconnect = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(RECONNECT_MILLISECONDS, undefined, { ref: false, signal: stopping.signal }).catch(
        () => undefined,
      );
      if (!stopping.signal.aborted && (await connect().then(succeeded, failed))) return;
    }
  };
  await connect();
  return async () => {
    stopping.abort();
    await endQuietly(client);
  };
}

async function openListener(
  url: string,
  channel: string,
  listener: (payload: string) => void,
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "datamesh listen",
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: CONNECT_MILLISECONDS,
    keepAlive: true,
  });
  client.on("notification", (message) => listener(message.payload ?? ""));
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    return client;
  } catch (error) {
    await endQuietly(client);
    throw error;
  }
}

async function endQuietly(client: pg.Client | undefined): Promise<void> {
  await client?.end().catch(() => undefined);
}

const succeeded = (): boolean => true;
const failed = (): boolean => false;
