import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { type MeshDatabase, openDatabase } from "@datamesh/kernel/postgres";
import type { CliConfig } from "../config.ts";
import { derivePassword, findRunningServer, openSecrets, startEmbeddedServer } from "../database/index.ts";

/** The database of a mesh, up and reachable. */
export interface OpenMeshDatabase {
  readonly mesh: MeshDatabase;
  /** Stops what was started for it; a database that was there before stays up. */
  stop(): Promise<void>;
}

const DATABASE = "datamesh";
const SUPERUSER = "postgres";

/**
 * Opens the database a configuration names: DATABASE_URL, or the embedded PostgreSQL of the data directory, which
 * is started (or adopted) when `mayStart`. The caller holds the data directory's lock in that case. Fails with
 * UNAVAILABLE when it cannot be reached.
 */
export async function openMeshDatabase(
  config: CliConfig,
  options: { readonly mayStart: boolean; readonly log?: (message: string) => void },
): Promise<OpenMeshDatabase> {
  await mkdir(config.dataDir, { recursive: true });
  const { databaseSecret } = await openSecrets(config.dataDir);
  const mesh = (url: string): MeshDatabase => ({
    url,
    prefix: config.rolePrefix,
    passwordFor: (role) => derivePassword(databaseSecret, role),
    catalog: "catalog",
  });
  if (config.databaseUrl !== undefined) {
    await requireAnswer(config.databaseUrl);
    return { mesh: mesh(config.databaseUrl), stop: async () => undefined };
  }
  const directory = join(config.dataDir, "postgres");
  const superuserPassword = derivePassword(databaseSecret, SUPERUSER);
  const running = options.mayStart ? undefined : await findRunningServer({ directory, superuserPassword });
  if (running !== undefined) return { mesh: mesh(databaseUrl(running)), stop: async () => undefined };
  if (!options.mayStart) {
    throw new MeshError("UNAVAILABLE", "no mesh runs on this data directory: start it with npm start");
  }
  const server = await startEmbeddedServer({
    directory,
    superuserPassword,
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  try {
    await ensureDatabase(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { mesh: mesh(databaseUrl(server.url)), stop: () => server.stop() };
}

function databaseUrl(serverUrl: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${DATABASE}`;
  return url.href;
}

async function ensureDatabase(serverUrl: string): Promise<void> {
  const server = openDatabase(serverUrl, { max: 1 });
  try {
    const found = await server.query({
      text: "select 1 from pg_database where datname = $1",
      values: [DATABASE],
    });
    if (found.length === 0) await server.query({ text: `create database ${DATABASE}` });
  } finally {
    await server.end();
  }
}

async function requireAnswer(url: string): Promise<void> {
  const database = openDatabase(url, { max: 1 });
  try {
    await database.query({ text: "select 1" });
  } catch (cause) {
    throw new MeshError(
      "UNAVAILABLE",
      `the database of DATABASE_URL cannot be used: ${reason(cause)}`,
      {},
      { cause },
    );
  } finally {
    await database.end();
  }
}

/** The server's own words; a network error is named by its code alone. */
function reason(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  return code !== undefined && /^E[A-Z]+$/.test(code)
    ? `it does not answer (${code})`
    : (message ?? "unknown");
}
