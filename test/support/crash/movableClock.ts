import { Client } from "pg";
import type { OwnServer } from "../ownServer.ts";
import type { TestMesh } from "../testMesh.ts";
import { copyTemplate, makeTemplate } from "./crashMesh.ts";

const TEMPLATE = "crash_clock_template";
const CLOCKS = ["clock_timestamp", "statement_timestamp", "transaction_timestamp", "now"];

/**
 * A mesh whose database has a clock that can be moved: every function by which SQL reads the clock gives way to one
 * that adds a shift to it, before anything is migrated. What PostgreSQL itself does by the clock is not moved.
 */
export async function meshWithMovableClock(server: OwnServer): Promise<TestMesh> {
  if (!(await hasTemplate(server))) await makeTemplate(server, TEMPLATE, installClock);
  return copyTemplate(server, TEMPLATE);
}

/** Moves the clock: from now on it is so many seconds before (negative) or after the true one. */
export async function moveClock({ admin }: TestMesh, seconds: number): Promise<void> {
  await admin.query({ text: "update test_clock.shift set seconds = $1", values: [seconds] });
}

async function hasTemplate(server: OwnServer): Promise<boolean> {
  const client = await server.connect();
  try {
    return (await client.query("select from pg_database where datname = $1", [TEMPLATE])).rowCount === 1;
  } finally {
    await client.end();
  }
}

async function installClock(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("create schema test_clock");
    await client.query("create table test_clock.shift (seconds double precision not null)");
    await client.query("insert into test_clock.shift values (0)");
    for (const clock of CLOCKS) {
      await client.query(`alter function pg_catalog.${clock}() rename to true_${clock}`);
      await client.query(`create function pg_catalog.${clock}() returns timestamptz language sql volatile
        security definer set search_path = pg_catalog
        as $$ select true_${clock}() + make_interval(secs => seconds) from test_clock.shift $$`);
    }
  } finally {
    await client.end();
  }
}
