import { createHash } from "node:crypto";
import pg from "pg";
import { asPrinted } from "./asPrinted.ts";
import { type CopySink, copyIn, copyOut } from "./bulk/copyStreams.ts";
import { type Heartbeat, listen } from "./listen.ts";
import { untilAborted } from "./untilAborted.ts";
import { WaitedForPool } from "./waitedForPool.ts";

/** Rows as PostgreSQL prints them: every column a text or null, so that no value loses precision on the way. */
export type TextRow = Readonly<Record<string, string | null>>;

/** What runs statements: a pool, or one connection inside a transaction. Values are always parameters. */
export interface Queryable {
  query(statement: Statement): Promise<readonly TextRow[]>;
}

/** A connection inside a transaction. */
export interface Connection extends Queryable {
  /** Begins a `copy TABLE (...) from stdin`; the connection does nothing else until that has ended. */
  copyIn(text: string): CopySink;
}

/** A statement with numbered parameters. A `name`, of any length, makes it prepared once per connection. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
  /** Cancels it in the server, where it is not a part of a transaction. */
  readonly signal?: AbortSignal;
}

/** A pool of connections of one database role. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it rejects. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /**
   * What a `copy (...) to stdout` prints, as it comes, over a connection of its own. COPY takes no parameters, so the
   * text may hold names and literals of the declaration, and numbers, and nothing else.
   */
  copyOut(text: string): AsyncIterable<Buffer>;
  /** Calls `listener` with the payload of every notification on the channel until the answered function is called. */
  listen(
    channel: string,
    listener: (payload: string) => void,
    heartbeat?: Heartbeat,
  ): Promise<() => Promise<void>>;
  end(): Promise<void>;
}

/** How much a pool takes of its server, and how long whoever asks it may be kept waiting. */
export interface PoolOptions {
  /** Connections at most; default 4. */
  readonly max?: number;
  /** What `pg_stat_activity` calls the connections; default `datamesh`. */
  readonly name?: string;
  /** How long to wait for a connection, be it a new one or one that others hold, in milliseconds; default 10,000. */
  readonly waitMilliseconds?: number;
  /** How long a statement may take, in milliseconds; any time unless given. */
  readonly statementMilliseconds?: number;
  /**
   * Whether the connection string leads to a pooler that hands out sessions by transaction. It is sent no settings of
   * a session then, which are those of the role (`provisionRoles`), and nothing is prepared by name.
   */
  readonly pooled?: boolean;
  /**
   * Whether statements are sent while earlier ones of their connection are still under way; what comes of them comes in
   * their order. Saves the way there and back for each of several that do not wait for one another.
   */
  readonly pipeline?: boolean;
  /** Leads past the pooler, for `listen`. */
  readonly listenUrl?: string;
}

/** What a server that hangs gets beyond the time in which it should have cancelled the statement itself. */
const CANCEL_MILLISECONDS = 1_000;

/** Opens a pool; connections are made when first needed. Every session speaks UTC and ISO dates. */
export function openDatabase(url: string, options: PoolOptions = {}): Database {
  const { statementMilliseconds, pooled = false } = options;
  const config = {
    connectionString: url,
    application_name: options.name ?? "datamesh",
    connectionTimeoutMillis: options.waitMilliseconds ?? 10_000,
    keepAlive: true,
    ...(!pooled && { options: sessionSettings(statementMilliseconds) }),
    ...(statementMilliseconds !== undefined && {
      query_timeout: statementMilliseconds + CANCEL_MILLISECONDS,
    }),
  };
  const pool = new WaitedForPool({
    ...config,
    ...(options.pipeline === true && { pipeline: true }),
    max: options.max ?? 4,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  // One may be cut in the very packet that says it is ready, when it belongs to the pool no more and to nobody yet.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    query: (statement) =>
      statement.signal === undefined
        ? run(pool, statement, pooled)
        : untilAborted(pool, statement.signal, (client) => run(client, statement, pooled)),
    transaction: (work) => transaction(pool, work, options),
    copyOut: (text) => copyOutOf(config, text),
    listen: (channel, listener, heartbeat) => listen(options.listenUrl ?? url, channel, listener, heartbeat),
    end: () => pool.end(),
  };
}

/** Runs statements in their order: one after the other, or sent together where the connection takes them so. */
function statementsOf(
  client: pg.ClientBase,
  { pipeline, pooled }: { readonly pipeline: boolean; readonly pooled: boolean },
  onFailure: (failure: unknown) => void,
): Queryable["query"] {
  let last: Promise<unknown> = Promise.resolve();
  return (statement) => {
    const next = pipeline ? run(client, statement, pooled) : last.then(() => run(client, statement, pooled));
    // A failure is told to whoever asked; those that come after fail by themselves, the transaction being over.
    last = next.catch(onFailure);
    return next;
  };
}

function sessionSettings(statementMilliseconds: number | undefined): string {
  const settings = ["timezone=UTC", "datestyle=ISO,YMD", "extra_float_digits=1"];
  if (statementMilliseconds !== undefined) settings.push(`statement_timeout=${statementMilliseconds}`);
  return settings.map((setting) => `-c ${setting}`).join(" ");
}

async function run(
  client: WaitedForPool | pg.ClientBase,
  statement: Statement,
  pooled: boolean,
): Promise<readonly TextRow[]> {
  try {
    const result = await client.query<Record<string, string | null>>({
      text: statement.text,
      values: statement.values as unknown[],
      types: asPrinted,
      ...(statement.name === undefined || pooled ? {} : { name: preparedName(statement.name) }),
    });
    const { rows } = result;
    // What pg has done with is held by what it did before, as long as that lies in the old heap. The texts, which are
    // most of it, would all be moved there, where only a full collection frees them.
    result.rows = [];
    return rows;
  } catch (failure) {
    throw client instanceof WaitedForPool ? client.told(failure) : failure;
  }
}

/** PostgreSQL cuts names of prepared statements off after 63 bytes, so that two could be taken for one. */
const preparedName = (name: string): string =>
  name.length <= 63 ? name : createHash("sha256").update(name).digest("hex").slice(0, 32);

async function transaction<T>(
  pool: WaitedForPool,
  work: (connection: Connection) => Promise<T>,
  { pipeline = false, pooled = false }: PoolOptions,
): Promise<T> {
  const client = await pool.take();
  let broken: Error | undefined;
  // A connection that is cut while checked out says so as an event, which would end the process if nobody listened.
  const onCut = (error: Error): void => void (broken = error);
  client.on("error", onCut);
  let first: unknown;
  const query = statementsOf(client, { pipeline, pooled }, (failure) => (first ??= failure));
  const sinks: CopySink[] = [];
  try {
    const begun = query({ text: "begin" });
    if (!pipeline) await begun; // a COPY does not wait for its turn
    const result = await work({
      query,
      copyIn: (text) => {
        const sink = copyIn(client, text);
        sinks.push(sink);
        return sink;
      },
    });
    await begun;
    await query({ text: "commit" });
    return result;
  } catch (error) {
    for (const sink of sinks) sink.abort(); // a connection that takes rows hears nothing else
    // After what was asked and not answered yet, or that would run outside of the transaction.
    await query({ text: "rollback" }).catch((failure: Error) => (broken = failure));
    throw isOfAborted(error) ? first : error;
  } finally {
    client.off("error", onCut);
    client.release(broken);
  }
}

/** Whether a statement failed only because one before it had (`in_failed_sql_transaction`): nobody learns from it why. */
const isOfAborted = (error: unknown): boolean => (error as { code?: unknown } | undefined)?.code === "25P02";

/** Not one of the pool's: whoever reads a stream does other things meanwhile, and must not wait for itself. */
async function* copyOutOf(config: pg.ClientConfig, text: string): AsyncGenerator<Buffer> {
  const client = new pg.Client(config);
  client.on("error", () => undefined);
  await client.connect();
  let isRead = false;
  try {
    yield* copyOut(client, text);
    isRead = true;
  } finally {
    // What is not wanted any more is cut off, rather than read to its end.
    if (isRead) await client.end();
    else client.connection.stream.destroy();
  }
}
