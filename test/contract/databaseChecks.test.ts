import { randomBytes } from "node:crypto";
import {
  checkDatabase,
  type Database,
  DUTIES,
  type Duty,
  dutyUrl,
  openDatabase,
  migrateMesh,
  requireDuties,
} from "@datamesh/kernel/postgres";
import { customers, models } from "../../subgraphs/index.ts";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

describe("the database is checked before anything is changed in it", () => {
  let database: TestDatabase;
  let superuser: Database;
  let login: string;
  let url: string;
  beforeEach(async () => {
    database = await createTestDatabase("check");
    superuser = openDatabase(database.url, { max: 1 });
    login = `c${randomBytes(6).toString("hex")}`;
    await superuser.query({ text: `create role ${login} login password 'x'` });
    const asLogin = new URL(database.url);
    [asLogin.username, asLogin.password] = [login, "x"];
    url = asLogin.href;
  });
  afterEach(async () => {
    await superuser.end();
    await database.drop();
  });

  it("and found fine with a superuser", async () => {
    await expect(checkDatabase({ url: database.url, prefix: login, connections: 70 })).resolves.toEqual([]);
  });

  it("and found fine with an administrator who is none", async () => {
    const name = new URL(database.url).pathname.slice(1);
    await superuser.query({ text: `alter role ${login} createrole` });
    await superuser.query({ text: `alter database "${name}" owner to ${login}` });
    await expect(checkDatabase({ url, prefix: login })).resolves.toEqual([]);
  });

  it("and refused with every problem at once", async () => {
    const refused = checkDatabase({ url, prefix: login, connections: 1_000_000 });
    await expect(refused).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      details: {
        problems: [
          expect.stringContaining(`alter role "${login}" createrole`),
          expect.stringContaining("does not own the database"),
          expect.stringContaining("may not create schemas"),
          expect.stringContaining("may hold 1000000 connections at once"),
        ],
      },
    });
  });

  it("and refused when another administrator has made the roles", async () => {
    const name = new URL(database.url).pathname.slice(1);
    await superuser.query({ text: `alter role ${login} createrole` });
    await superuser.query({ text: `alter database "${name}" owner to ${login}` });
    await superuser.query({ text: `create role ${login}x_ledger nologin` });
    await expect(checkDatabase({ url, prefix: `${login}x` })).rejects.toThrow(
      "made by another administrator",
    );
    await superuser.query({ text: `drop role ${login}x_ledger` });
  });

  it("with a warning where the server sees no TLS that it should see", async () => {
    const warnings = await checkDatabase({ url: database.url, prefix: login, encrypted: true });
    expect(warnings).toEqual([expect.stringContaining("the server sees no TLS")]);
  });

  it("and one that does not answer is unavailable, without its password being told", async () => {
    const away = checkDatabase({ url: "postgres://me:s3cret@127.0.0.1:1/mesh", prefix: login });
    await expect(away).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(away).rejects.not.toThrow("s3cret");
  });
});

describe("the logins a process needs", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh([customers]);
  });
  afterAll(() => mesh.stop());
  const as = (context: string, duty: Duty): Database => mesh.as(context, duty);
  const allOf = (context: string) => DUTIES.map((duty) => ({ context, duty }));

  it("are all there in a mesh that is migrated", async () => {
    await expect(requireDuties(allOf("customers"), as)).resolves.toBeUndefined();
  });

  it("are missed, each by name, where a context is not migrated", async () => {
    const refused = requireDuties(allOf(models.name), as);
    await expect(refused).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      details: {
        problems: DUTIES.map((duty) => expect.stringContaining(`models to ${duty} is not let in`) as unknown),
      },
    });
  });

  it("are let in again whose passwords somebody changed, whatever their duty", async () => {
    const pools = DUTIES.map((duty) => openDatabase(dutyUrl(mesh.mesh, "customers", duty), { max: 1 }));
    for (const duty of DUTIES)
      await mesh.admin.query({ text: `alter role ${mesh.mesh.prefix}_customers_${duty} password 'x'` });
    const asked = (duty: (typeof DUTIES)[number]) => pools[DUTIES.indexOf(duty)] as Database;
    await expect(requireDuties(allOf("customers"), (_, duty) => asked(duty))).rejects.toMatchObject({
      details: {
        problems: DUTIES.map(() => expect.stringContaining("which datamesh migrate sets again") as unknown),
      },
    });
    await requireDuties(allOf("customers"), (_, duty) => asked(duty), {
      letIn: () => migrateMesh(mesh.mesh, [customers], { always: true }),
    });
    for (const pool of pools) await pool.end();
  });

  it("lack what was taken from them", async () => {
    await mesh.admin.query({
      text: `revoke select on customers.product_positions from ${mesh.mesh.prefix}_customers_read`,
    });
    await mesh.admin.query({
      text: `revoke connect on database ${mesh.mesh.prefix} from ${mesh.mesh.prefix}_customers_append`,
    });
    const append = openDatabase(dutyUrl(mesh.mesh, "customers", "append"), { max: 1 });
    const refused = requireDuties(allOf("customers"), (context, duty) =>
      duty === "append" ? append : mesh.as(context, duty),
    );
    await expect(refused).rejects.toMatchObject({
      details: {
        problems: [
          "the login of customers to append may not connect to the database",
          "the login of customers to read lacks privileges in its schema: run datamesh migrate",
        ],
      },
    });
    await append.end();
  });
});
