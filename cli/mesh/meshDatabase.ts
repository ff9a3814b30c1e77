import { join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { checkDatabase, type MeshDatabase, openDatabase } from "@datamesh/kernel/postgres";
import type { CliConfig } from "../config.ts";
import {
  derivePassword,
  findRunningServer,
  hasSecrets,
  lockHolder,
  makeDirectory,
  openSecrets,
  type Outages,
  startEmbeddedServer,
} from "../database/index.ts";
import { past } from "./logins.ts";

/** The database of a mesh, up and reachable. */
export interface OpenMeshDatabase {
  readonly mesh: MeshDatabase;
  /** Stops what was started for it; a database that was there before stays up. */
  stop(): Promise<void>;
}

export interface OpenMeshDatabaseOptions {
  /** Whether the embedded PostgreSQL is started, or adopted, where it is not up. The caller holds the lock then. */
  readonly mayStart: boolean;
  /** Connections that the caller may hold at once. */
  readonly connections?: number;
  /** Told what is worth a warning. */
  readonly warn?: (message: string) => void;
  /** Given, the embedded PostgreSQL is started again when it dies while it is open; they are told. */
  readonly outages?: Outages;
}

const DATABASE = "datamesh";
const SUPERUSER = "postgres";

/**
 * Opens the database a configuration names: DATABASE_URL, or the embedded PostgreSQL of the data directory. Fails with
 * UNAVAILABLE when it cannot be reached, and with BAD_USER_INPUT when it cannot hold a mesh.
 */
export async function openMeshDatabase(
  config: CliConfig,
  options: OpenMeshDatabaseOptions,
): Promise<OpenMeshDatabase> {
  const opened =
    config.databaseUrl === undefined
      ? await openEmbedded(config, options)
      : await openGiven(config, config.databaseUrl);
  try {
    await check(config, opened.mesh, options);
  } catch (error) {
    await opened.stop();
    throw error;
  }
  return opened;
}

async function openGiven(config: CliConfig, url: string): Promise<OpenMeshDatabase> {
  const mesh = meshOf(config, await givenSecret(config), url);
  const { directUrl } = config;
  if (directUrl === undefined) return { mesh, stop: async () => undefined };
  // What an administrator does needs sessions of its own, so none of it goes through a pooler.
  return { mesh: { ...mesh, url: past(url, directUrl) }, stop: async () => undefined };
}

async function givenSecret({ databaseSecret, dataDir }: CliConfig): Promise<string> {
  if (databaseSecret !== undefined) return databaseSecret;
  await makeDirectory(dataDir);
  return (await openSecrets(dataDir)).databaseSecret;
}

async function openEmbedded(
  config: CliConfig,
  { mayStart, outages }: OpenMeshDatabaseOptions,
): Promise<OpenMeshDatabase> {
  if (!mayStart && !(await hasSecrets(config.dataDir))) throw await notRunning(config.dataDir);
  await makeDirectory(config.dataDir);
  const { databaseSecret } = await openSecrets(config.dataDir);
  const directory = join(config.dataDir, "postgres");
  const superuserPassword = derivePassword(databaseSecret, SUPERUSER);
  if (!mayStart) {
    const running = await findRunningServer({ directory, superuserPassword });
    if (running === undefined) throw await notRunning(config.dataDir);
    return { mesh: meshOf(config, databaseSecret, databaseUrl(running)), stop: async () => undefined };
  }
  const server = await startEmbeddedServer({
    directory,
    superuserPassword,
    ...(outages !== undefined && { outages }),
  });
  try {
    await ensureDatabase(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    mesh: meshOf(config, databaseSecret, databaseUrl(server.url)),
    stop: () => server.stop(),
  };
}

function meshOf({ rolePrefix }: CliConfig, secret: string, url: string): MeshDatabase {
  return { url, prefix: rolePrefix, passwordFor: (role) => derivePassword(secret, role), catalog: "catalog" };
}

async function check(
  config: CliConfig,
  { url, prefix }: MeshDatabase,
  { connections, warn = () => undefined }: OpenMeshDatabaseOptions,
): Promise<void> {
  const needs = { encrypted: config.databaseTls, ...(connections !== undefined && { connections }) };
  for (const warning of await checkDatabase({ url, prefix, ...needs })) warn(warning);
}

/** Nobody has the directory, or somebody has it whose PostgreSQL is not there. */
async function notRunning(dataDir: string): Promise<MeshError> {
  const holder = await lockHolder(dataDir);
  if (holder === undefined) {
    return new MeshError("UNAVAILABLE", "no mesh runs on this data directory: start it with npm start");
  }
  const who = holder.pid === undefined ? "another process" : `process ${holder.pid}`;
  return new MeshError(
    "UNAVAILABLE",
    `${who} has ${dataDir}, but its PostgreSQL does not run: it is starting, stopping, or has died (see postgres.log there). If it stays so, stop that process and start the mesh again.`,
  );
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
