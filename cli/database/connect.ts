import { setTimeout as sleep } from "node:timers/promises";
import { MeshError } from "@datamesh/kernel";
import { Client } from "pg";
import { errorCode } from "./errorCode.ts";

/** invalid_password, invalid_authorization_specification: trying again cannot help. */
const REFUSALS = ["28P01", "28000"];
const ATTEMPTS = 50;

/** The connection string of the superuser `postgres` on this machine. */
export function superuserUrl(port: number, password: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/**
 * Waits until the server lets us in: a crashed backend makes it refuse for a moment. Fails with BAD_USER_INPUT
 * when our password is not the server's, and with UNAVAILABLE when it does not answer.
 */
export async function requireConnection(url: string, directory: string): Promise<void> {
  let cause: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await connectOnce(url);
    } catch (error) {
      cause = error;
      if (REFUSALS.includes(errorCode(error) ?? "")) throw wrongPassword(directory, error);
    }
    await sleep(100);
  }
  throw new MeshError(
    "UNAVAILABLE",
    "The PostgreSQL server runs, but takes no connection.",
    { directory },
    { cause },
  );
}

/**
 * Holds a connection open under a name that others can see in `pg_stat_activity`, until the answered function is
 * called. A connection that breaks meanwhile is not made again.
 */
export async function holdConnection(url: string, name: string): Promise<() => Promise<void>> {
  const client = new Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => undefined);
  await client.connect();
  return () => client.end().catch(() => undefined);
}

async function connectOnce(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  client.on("error", () => undefined); // a server that dies now is seen by the next attempt
  try {
    await client.connect();
    await client.query("select 1");
  } finally {
    await client.end();
  }
}

function wrongPassword(directory: string, cause: unknown): MeshError {
  return new MeshError(
    "BAD_USER_INPUT",
    `The database in ${directory} was made with another secret than the one in secrets.json. Put the ` +
      `secrets.json back that belongs to it, or move the directory away to begin anew.`,
    { directory },
    { cause },
  );
}
