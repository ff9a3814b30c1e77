import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { asPrinted } from "./asPrinted.ts";
import type { Queryable, TextRow } from "./database.ts";

const RECONNECT_MILLISECONDS = 1_000;
const CONNECT_MILLISECONDS = 5_000;

/** A statement that the listening connection runs again and again, which shows that it hears what it is told. */
export interface Heartbeat {
  readonly everyMilliseconds: number;
  /** Whether a notification is a reason to run it at once. */
  readonly isUrgent: (payload: string) => boolean;
  /** Writes it for a connection that is new, by what can be read there. */
  textFor(connection: Queryable): Promise<string>;
  /** Its parameters, each time that it is run. */
  values(): readonly unknown[];
  /** Told what was read, and when it was asked for (`performance.now()`): what had been committed by then is in it. */
  beat(rows: readonly TextRow[], askedAt: number): void;
  /** Told why there was none; the connection is made anew. */
  failed(error: unknown): void;
}

/**
 * Calls `listener` with the payload of every notification on the channel, over a connection of its own, until the
 * answered function is called. A connection that is lost is made again, and what was notified meanwhile is lost, but
 * not what a heartbeat reads. Rejects when the first connection cannot be made.
 */
export async function listen(
  url: string,
  channel: string,
  listener: (payload: string) => void,
  heartbeat?: Heartbeat,
): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let client: pg.Client | undefined;
  const connect = async (): Promise<void> => {
    const fresh = await openListener(url, channel, listener);
    if (stopping.signal.aborted) return endQuietly(fresh);
    fresh.once("end", () => void reconnect());
    client = fresh;
    if (heartbeat !== undefined) void beatOn(fresh, heartbeat, stopping.signal);
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

/** Beats until the listening ends. A connection that does not answer is cut off: saying goodbye to it could take hours. */
async function beatOn(client: pg.Client, heartbeat: Heartbeat, stopping: AbortSignal): Promise<void> {
  const urgent = urgentNotifications(client, heartbeat);
  const query: Queryable["query"] = async ({ text, values, name }) => {
    const asked = {
      text,
      values: values as unknown[],
      types: asPrinted,
      ...(name !== undefined && { name }),
    };
    return (await client.query<Record<string, string | null>>(asked)).rows;
  };
  let text: string | undefined;
  while (!stopping.aborted) {
    const due = urgent.orAfter(heartbeat.everyMilliseconds, stopping);
    try {
      text ??= await heartbeat.textFor({ query });
      const askedAt = performance.now();
      heartbeat.beat(await query({ name: "heartbeat", text, values: heartbeat.values() }), askedAt);
    } catch (error) {
      if (!stopping.aborted) heartbeat.failed(error);
      client.connection.stream.destroy();
      return;
    }
    await due;
  }
}

function urgentNotifications(client: pg.Client, { isUrgent }: Heartbeat) {
  let hurry: () => void = () => undefined;
  client.on("notification", ({ payload = "" }) => {
    if (isUrgent(payload)) hurry();
  });
  return {
    /** Resolves with the next urgent notification from now on, or after so long. */
    orAfter: (milliseconds: number, stopping: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(done, milliseconds).unref();
        function done(): void {
          clearTimeout(timer);
          stopping.removeEventListener("abort", done);
          resolve();
        }
        hurry = done;
        stopping.addEventListener("abort", done, { once: true });
      }),
  };
}

async function endQuietly(client: pg.Client | undefined): Promise<void> {
  await client?.end().catch(() => undefined);
}

const succeeded = (): boolean => true;
const failed = (): boolean => false;
