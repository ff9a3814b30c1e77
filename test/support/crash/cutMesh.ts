import { randomBytes } from "node:crypto";
import { escapeIdentifier } from "pg";
import type { MeshDatabase } from "@datamesh/kernel/postgres";
import { derivePassword, openSecrets } from "../../../cli/database/index.ts";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../meshProcess.ts";
import type { OwnServer } from "../ownServer.ts";
import { openTestMesh, type TestMesh } from "../testMesh.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";

/** `datamesh start` on a database of a server that is not its own, and what a test does beside it. */
export interface CutMesh {
  readonly process: MeshProcess;
  readonly beside: TestMesh;
  /** Ends what still runs, and removes the database and its roles. */
  remove(): Promise<void>;
}

/** Starts one with empty logs. */
export async function startCutMesh(server: OwnServer): Promise<CutMesh> {
  const prefix = `cut_${randomBytes(6).toString("hex")}`;
  const directory = await makeDataDirectory();
  await run(server, [`create database ${prefix}`]);
  const url = new URL(server.url);
  url.pathname = `/${prefix}`;
  const process = await startMeshProcess({
    DATAMESH_DATA_DIR: directory.path,
    DATABASE_URL: url.href,
    DATAMESH_ROLE_PREFIX: prefix,
    DATAMESH_SAMPLE: "off",
  });
  const { databaseSecret } = await openSecrets(directory.path);
  const mesh: MeshDatabase = {
    url: url.href,
    prefix,
    passwordFor: (role) => derivePassword(databaseSecret, role),
  };
  const beside = openTestMesh(mesh, CRASH_CONTEXTS);
  return {
    process,
    beside,
    remove: async () => {
      await process.stop("SIGKILL");
      await beside.stop();
      await run(server, [`drop database if exists ${prefix} with (force)`]);
      await dropRoles(server, prefix);
      await directory.remove();
    },
  };
}

/** Roles are the server's: without this they would grow with the runs. */
async function dropRoles(server: OwnServer, prefix: string): Promise<void> {
  const client = await server.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select rolname as name from pg_roles where starts_with(rolname, $1)",
      [prefix],
    );
    for (const { name } of rows) await client.query(`drop role ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function run(server: OwnServer, statements: readonly string[]): Promise<void> {
  const client = await server.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
