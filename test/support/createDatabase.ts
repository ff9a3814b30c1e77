import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier } from "pg";

/** An empty database of one test; `drop()` ends its connections and removes it. */
export type TestDatabase = {
  /** Connects to it as the superuser. */
  readonly url: string;
  drop(): Promise<void>;
};

/** Creates a database named after `hint` and unlike any other, on the cluster of this test run. */
export async function createTestDatabase(hint: string): Promise<TestDatabase> {
  const name = `${hint
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .slice(0, 40)}_${randomBytes(6).toString("hex")}`;
  const cluster = clusterUrl();
  await run(cluster, `create database ${escapeIdentifier(name)}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  const drop = () => run(cluster, `drop database if exists ${escapeIdentifier(name)} with (force)`);
  return { url: url.href, drop };
}

function clusterUrl(): string {
  const url = process.env["DATAMESH_TEST_CLUSTER_URL"];
  if (url) return url;
  throw new Error(
    "no test cluster: these tests belong to the jest project `mesh`, whose globalSetup starts one",
  );
}

async function run(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
