import { randomBytes } from "node:crypto";
import {
  type Database,
  dutyUrl,
  type MeshDatabase,
  migrateMesh,
  openDatabase,
} from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { derivePassword } from "../../cli/database/index.ts";
import { catalog } from "../../catalog/context.ts";
import { migrateCatalog } from "../../catalog/index.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";
import { TEST_SECRET } from "../support/testMesh.ts";

const contexts: readonly Context[] = [...CONTEXTS, catalog];

describe("migrating what was migrated", () => {
  let database: TestDatabase;
  let mesh: MeshDatabase;
  let admin: Database;
  beforeAll(async () => {
    database = await createTestDatabase("again");
    mesh = {
      url: database.url,
      prefix: `m${randomBytes(6).toString("hex")}`,
      passwordFor: (role) => derivePassword(TEST_SECRET, role),
      catalog: "catalog",
    };
    admin = openDatabase(database.url, { max: 2 });
    await migrateMesh(mesh, contexts);
    await migrateCatalog(mesh);
    await listenToChanges();
  }, 60_000);
  beforeEach(async () => {
    await migrateMesh(mesh, contexts);
    await heard();
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  /** From now on the database notes each statement that defines something, with where. */
  async function listenToChanges(): Promise<void> {
    for (const text of [
      "create table public.heard (at serial, tag text, object text)",
      "grant all on public.heard, public.heard_at_seq to public",
      `create function public.hear() returns event_trigger language plpgsql as $$ begin
         insert into public.heard (tag, object)
           select command_tag, coalesce(object_identity, '') from pg_event_trigger_ddl_commands();
       end $$`,
      "create event trigger hearing on ddl_command_end execute function public.hear()",
    ])
      await admin.query({ text });
  }

  const heard = async (): Promise<readonly string[]> => {
    const rows = await admin.query({
      text: "select tag || ' ' || object as line from public.heard order by at",
    });
    await admin.query({ text: "truncate public.heard" });
    return rows.map((row) => row["line"] ?? "");
  };

  /** Which version of each role's row there is: roles are the server's, and tell no database. */
  const roles = (): Promise<unknown> =>
    admin.query({
      text: "select rolname, xmin::text from pg_authid where starts_with(rolname, $1) order by 1",
      values: [mesh.prefix],
    });

  /** A context with one product more than it has. */
  const grown = (name: string): readonly Context[] =>
    contexts.map((context) => {
      const [product] = context.products;
      if (context.name !== name || product === undefined) return context;
      const more = Object.freeze({ ...product, name: `more-${product.name}` });
      return { ...context, products: [...context.products, more] };
    });

  it("issues no statement that defines or grants anything", async () => {
    const before = await roles();
    await migrateMesh(mesh, contexts);
    await migrateCatalog(mesh);
    expect(await heard()).toEqual([]);
    expect(await roles()).toEqual(before);
  });

  it("waits for nobody who changes tables", async () => {
    await admin.transaction(async (connection) => {
      await connection.query({ text: "select pg_advisory_xact_lock(hashtext('datamesh migrate'))" });
      await connection.query({ text: "select pg_advisory_xact_lock(hashtext('datamesh provision'))" });
      for (const table of ["checkpoints", "quarantine", "customer_profiles_v1_g1"])
        await connection.query({ text: `lock table customers_store.${table} in access exclusive mode` });
      await expect(migrateMesh(mesh, contexts)).resolves.toBeUndefined();
    });
  });

  it("issues those of a store whose declaration changed, and of no other", async () => {
    await migrateMesh(mesh, grown("models"));
    const lines = await heard();
    expect(lines.some((line) => line.startsWith("CREATE TABLE models_store.more_"))).toBe(true);
    expect(
      lines.filter((line) => /^CREATE .*\b(customers|lending|credit_oracle)(_store)?\./.test(line)),
    ).toEqual([]);
    await migrateMesh(mesh, grown("models"));
    expect(await heard()).toEqual([]);
  });

  it("issues them when the earlier declaration comes back", async () => {
    await migrateMesh(mesh, grown("models"));
    await heard();
    await migrateMesh(mesh, contexts);
    expect((await heard()).length).toBeGreaterThan(0);
  });

  it.each([
    [
      "a view",
      "drop view customers.product_positions",
      "to_regclass('customers.product_positions') is not null",
    ],
    [
      "a function",
      "drop function customers.product_standing",
      "to_regproc('customers.product_standing') is not null",
    ],
    [
      "a column",
      "alter table customers_store.checkpoints drop column base_cut",
      "exists (select from pg_attribute where attrelid = 'customers_store.checkpoints'::regclass and attname = 'base_cut')",
    ],
    [
      "an index",
      "drop index customers_store.customer_profiles_v1_g1_floor",
      "to_regclass('customers_store.customer_profiles_v1_g1_floor') is not null",
    ],
  ])("makes again what somebody dropped: %s", async (_, drop, isThere) => {
    await admin.query({ text: drop });
    await migrateMesh(mesh, contexts);
    expect(await admin.query({ text: `select ${isThere} as there` })).toEqual([{ there: "t" }]);
    await heard();
    await migrateMesh(mesh, contexts);
    expect(await heard()).toEqual([]);
  });

  it("grants again what somebody revoked", async () => {
    const reader = `${mesh.prefix}_customers_read`;
    const may = async (): Promise<unknown> =>
      admin.query({
        text: "select has_table_privilege($1, 'customers.product_positions', 'select') as may",
        values: [reader],
      });
    await admin.query({ text: `revoke select on customers.product_positions from ${reader}` });
    expect(await may()).toEqual([{ may: "f" }]);
    await migrateMesh(mesh, contexts);
    expect(await may()).toEqual([{ may: "t" }]);
  });

  it("gives logins their passwords again where they are others, as after a restore", async () => {
    const login = `${mesh.prefix}_customers_migrate`;
    await admin.query({ text: `alter role ${login} password 'another'` });
    await migrateMesh(mesh, contexts);
    const opened = openDatabase(dutyUrl(mesh, "customers", "migrate"), { max: 1 });
    expect(await opened.query({ text: "select 1 as let_in" })).toHaveLength(1);
    await opened.end();
  });

  it("leaves what others made and granted, and issues nothing for it", async () => {
    await admin.query({ text: "create table customers_store.of_somebody (a int)" });
    await admin.query({ text: "grant select on customers.product_positions to pg_monitor" });
    await heard();
    await migrateMesh(mesh, contexts);
    expect(await heard()).toEqual([]);
  });

  it("mends by hand what nothing tells: a row that is gone", async () => {
    await admin.query({ text: "delete from customers_store.declared_events" });
    const declared = (): Promise<readonly unknown[]> =>
      admin.query({ text: "select * from customers_store.declared_events" });
    await migrateMesh(mesh, contexts, { always: true });
    expect((await declared()).length).toBeGreaterThan(0);
  });

  it("knows other contexts of the database by themselves", async () => {
    const some = contexts.filter(({ name }) => name === "models");
    await migrateMesh(mesh, some);
    await heard();
    await migrateMesh(mesh, some);
    await migrateMesh(mesh, contexts);
    expect(await heard()).toEqual([]);
  });
});
