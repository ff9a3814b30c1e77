import pg from "pg";

/** Rows as PostgreSQL prints them: every column a text or null, so that no value loses precision on the way. */
export type TextRow = Readonly<Record<string, string | null>>;

/** What runs statements: a pool, or one connection inside a transaction. Values are always parameters. */
export interface Queryable {
  query(statement: Statement): Promise<readonly TextRow[]>;
}

/** A statement with numbered parameters. A `name` makes it prepared once per connection. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
}

/** A pool of connections of one database role. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it rejects. */
  transaction<T>(work: (connection: Queryable) => Promise<T>): Promise<T>;
  /** Calls `listener` with the payload of every notification on the channel until the answered function is called. */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;
  end(): Promise<void>;
}

const asPrinted = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;

/** Opens a pool; connections are made when first needed. Every session speaks UTC and ISO dates. */
export function openDatabase(
  url: string,
  options: { readonly max?: number; readonly name?: string } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 4,
    application_name: options.name ?? "datamesh",
    connectionTimeoutMillis: 10_000,
    options: "-c timezone=UTC -c datestyle=ISO,YMD -c extra_float_digits=1",
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  return {
    query: (statement) => run(pool, statement),
    transaction: (work) => transaction(pool, work),
    listen: (channel, listener) => listen(url, channel, listener),
    end: () => pool.end(),
  };
}

async function run(client: pg.Pool | pg.ClientBase, statement: Statement): Promise<readonly TextRow[]> {
  const result = await client.query<Record<string, string | null>>({
    text: statement.text,
    values: statement.values as unknown[],
    types: asPrinted,
    ...(statement.name === undefined ? {} : { name: statement.name }),
  });
  return result.rows;
}

async function transaction<T>(pool: pg.Pool, work: (connection: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that is cut while checked out says so as an event, which would end the process if nobody listened.
  const onCut = (error: Error): void => void (broken = error);
  client.on("error", onCut);
  try {
    await client.query("begin");
    const result = await work({ query: (statement) => run(client, statement) });
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off("error", onCut);
    client.release(broken);
  }
}

async function listen(
  url: string,
  channel: string,
  listener: (payload: string) => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | undefined;
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, application_name: "datamesh listen" });
    fresh.on("notification", (message) => listener(message.payload ?? ""));
    fresh.on("error", () => undefined);
    await fresh.connect();
    await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`);
    fresh.once("end", () => void reconnect());
    client = fresh;
  };
  const reconnect = async (): Promise<void> => {
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
      if (!stopped && (await connect().then(succeeded, failed))) return;
    }
  };
  await connect();
  return async () => {
    stopped = true;
    await client?.end().catch(() => undefined);
  };
}

const succeeded = (): boolean => true;
const failed = (): boolean => false;
