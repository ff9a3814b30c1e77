import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Database,
  dutyUrl,
  type MeshDatabase,
  migrateMesh,
  openDatabase,
  type Queryable,
} from "@datamesh/kernel/postgres";
import { derivePassword } from "../../cli/database/index.ts";
import { catalog } from "../../catalog/context.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";
import { TEST_SECRET } from "../support/testMesh.ts";

const allContexts = [...CONTEXTS, catalog];

describe("migrating a mesh", () => {
  let database: TestDatabase;
  let mesh: MeshDatabase;
  beforeEach(async () => {
    database = await createTestDatabase("migrate");
    mesh = {
      url: database.url,
      prefix: `m${randomBytes(6).toString("hex")}`,
      passwordFor: (role) => derivePassword(TEST_SECRET, role),
      catalog: "catalog",
    };
  });
  afterEach(() => database.drop());

  const relations = async (): Promise<readonly string[]> => {
    const admin = openDatabase(database.url, { max: 1 });
    const rows = await admin.query({
      text: `select n.nspname || '.' || c.relname || ' ' || c.relacl::text as line from pg_class c
             join pg_namespace n on n.oid = c.relnamespace
             where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'v', 'p') order by 1`,
    });
    await admin.end();
    return rows.map((row) => row["line"] ?? "");
  };

  it("changes nothing the second time", async () => {
    await migrateMesh(mesh, allContexts);
    const before = await relations();
    await migrateMesh(mesh, allContexts, { always: true });
    expect(await relations()).toEqual(before);
    expect(before.length).toBeGreaterThan(40);
  });

  it("refuses to take over the roles of a mesh with another secret", async () => {
    await migrateMesh(mesh, allContexts);
    const other = { ...mesh, passwordFor: (role: string) => derivePassword("another secret", role) };
    await expect(migrateMesh(other, allContexts)).rejects.toThrow("belong to a mesh with another secret");
    await migrateMesh(mesh, allContexts);
  });

  it("refuses it in another database of the server too, whose roles they are as well", async () => {
    await migrateMesh(mesh, allContexts);
    const second = await createTestDatabase("second");
    const elsewhere = { ...mesh, url: second.url };
    const other = { ...elsewhere, passwordFor: (role: string) => derivePassword("another secret", role) };
    await expect(migrateMesh(other, allContexts)).rejects.toThrow(
      "of this server belong to a mesh with another",
    );
    await migrateMesh(elsewhere, allContexts);
    const reader = openDatabase(dutyUrl(mesh, "customers", "read"), { max: 1 });
    await expect(reader.query({ text: "select 1" })).resolves.toHaveLength(1);
    await reader.end();
    await second.drop();
  });

  it("refuses another prefix in a database that holds a mesh", async () => {
    await migrateMesh(mesh, allContexts);
    const other = { ...mesh, prefix: `${mesh.prefix}b` };
    await expect(migrateMesh(other, allContexts)).rejects.toThrow(
      `set DATAMESH_ROLE_PREFIX=${mesh.prefix}, or`,
    );
  });

  /** Whether somebody who migrates waits for a relation, or holds it so that nobody else can. */
  const migrator = async (
    admin: Database,
    relation: string,
    lock: "waiting" | "exclusive",
  ): Promise<boolean> => {
    const rows = await admin.query({
      text: `select 1 from pg_locks l join pg_stat_activity a using (pid)
             where a.datname = current_database() and a.application_name = 'datamesh migrate'
               and l.relation = $1::regclass and l.mode = 'AccessExclusiveLock' and l.granted = $2::boolean`,
      values: [relation, lock === "exclusive"],
    });
    return rows.length > 0;
  };

  /** Migrates all of it beside who holds a lock, and does something more when the migration waits at a relation. */
  const migrateBeside = async (
    held: string,
    relation: string,
    meanwhile: (connection: Queryable, admin: Database) => Promise<unknown>,
  ): Promise<void> => {
    await migrateMesh(mesh, allContexts);
    const admin = openDatabase(database.url, { max: 2 });
    let migrating: Promise<void> = Promise.resolve();
    await admin.transaction(async (connection) => {
      await connection.query({ text: held });
      migrating = migrateMesh(mesh, allContexts, { always: true });
      for (let tries = 0; tries < 200 && !(await migrator(admin, relation, "waiting")); tries += 1)
        await sleep(20);
      expect(await migrator(admin, relation, "waiting")).toBe(true);
      await meanwhile(connection, admin);
    });
    await migrating;
    await admin.end();
  };
  const VIEW = "customers.product_positions";
  const TABLE = "customers_store.checkpoints";

  it("waits for whoever hears where products stand, and holds nothing of what they read meanwhile", async () => {
    await migrateBeside(`comment on view ${VIEW} is 'held'`, VIEW, async (_, admin) => {
      expect(await migrator(admin, TABLE, "exclusive")).toBe(false);
    });
  });

  it("is done again when a reader with other locks would wait for it, and it for the reader", async () => {
    await migrateBeside(`lock table ${TABLE} in access share mode`, TABLE, async (connection) => {
      expect(await connection.query({ text: `select 1 from ${VIEW} limit 1` })).toHaveLength(1);
    });
  }, 20_000);

  it("can be done by two processes at once", async () => {
    await Promise.all([migrateMesh(mesh, allContexts), migrateMesh(mesh, allContexts)]);
    await Promise.all([
      migrateMesh(mesh, allContexts, { always: true }),
      migrateMesh(mesh, allContexts, { always: true }),
      migrateMesh(mesh, allContexts),
    ]);
    expect(
      (await relations()).some((line) => line.startsWith("credit_oracle.customer_credit_scores_v2 ")),
    ).toBe(true);
  });

  it("can be done by an administrator who is no superuser", async () => {
    const superuser = openDatabase(database.url, { max: 1 });
    const admin = `${mesh.prefix}_admin`;
    const name = new URL(database.url).pathname.slice(1);
    await superuser.query({ text: `create role ${admin} login createrole password 'admin'` });
    await superuser.query({ text: `alter database "${name}" owner to ${admin}` });
    await superuser.end();
    const url = new URL(database.url);
    url.username = admin;
    url.password = "admin";
    await migrateMesh({ ...mesh, url: url.href }, allContexts);
    await migrateMesh({ ...mesh, url: url.href }, allContexts, { always: true });
    await migrateMesh({ ...mesh, url: url.href }, allContexts);
    expect((await relations()).some((line) => line.startsWith("lending.loan_officers_v1 "))).toBe(true);
  });
});
