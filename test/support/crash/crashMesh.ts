import { randomBytes } from "node:crypto";
import { type MeshDatabase, migrateMesh } from "@datamesh/kernel/postgres";
import { derivePassword } from "../../../cli/database/index.ts";
import { creditOracle, customers, lending, models } from "../../../subgraphs/index.ts";
import type { OwnServer } from "../ownServer.ts";
import { openTestMesh, TEST_SECRET, type TestMesh } from "../testMesh.ts";

/** The contexts of crash tests: four logs, and products that fold, count members and join. */
export const CRASH_CONTEXTS = Object.freeze([creditOracle, customers, lending, models]);

/** First part of the roles' names, the same in all databases: roles are the server's. */
export const CRASH_PREFIX = "crash";

const TEMPLATE = "crash_template";

/** How to reach a database of the server as the contexts' roles. */
export const crashDatabase = (serverUrl: string, name: string): MeshDatabase => {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    prefix: CRASH_PREFIX,
    passwordFor: (role) => derivePassword(TEST_SECRET, role),
  };
};

/** Makes the migrated database that meshes of crash tests are copies of. `prepare` comes before the migrations. */
export async function makeTemplate(
  server: OwnServer,
  name = TEMPLATE,
  prepare?: (url: string) => Promise<void>,
): Promise<void> {
  await run(server, `create database ${name}`);
  const mesh = crashDatabase(server.url, name);
  await prepare?.(mesh.url);
  await migrateMesh(mesh, CRASH_CONTEXTS);
}

/** A mesh with empty logs, a copy of the template. Stopping it removes its database. */
export async function copyTemplate(server: OwnServer, template = TEMPLATE): Promise<TestMesh> {
  const name = `crash_${randomBytes(6).toString("hex")}`;
  await run(server, `create database ${name} template ${template}`);
  return openTestMesh(crashDatabase(server.url, name), CRASH_CONTEXTS, () =>
    run(server, `drop database if exists ${name} with (force)`),
  );
}

async function run(server: OwnServer, statement: string): Promise<void> {
  const client = await server.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
