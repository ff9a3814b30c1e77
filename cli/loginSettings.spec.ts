import { readLoginSettings } from "./loginSettings.ts";

const SECRET = "s".repeat(43);
const NEAR = "postgres://me:pw@127.0.0.1/mesh";

test("logins, the secret of passwords and the way past a pooler are read", () => {
  const problems: string[] = [];
  const env = {
    DATABASE_URL: NEAR,
    DATAMESH_DATABASE_SECRET: SECRET,
    DATAMESH_DIRECT_URL: NEAR,
    DATAMESH_URL_CREDIT_ORACLE_READ: NEAR,
    DATAMESH_URL_SOMETHING: "else",
  };
  expect(readLoginSettings(env, true, problems)).toEqual({
    databaseSecret: SECRET,
    dutyUrls: { DATAMESH_URL_CREDIT_ORACLE_READ: NEAR },
    directUrl: NEAR,
  });
  expect(problems).toEqual([]);
});

test("everything that is wrong is told, and no password", () => {
  const problems: string[] = [];
  const env = {
    DATAMESH_DATABASE_SECRET: "short",
    DATAMESH_DIRECT_URL: "mysql://me:pw@there/x",
    DATAMESH_URL_CUSTOMERS_READ: "postgres://me:pw@db.example/mesh",
  };
  readLoginSettings(env, true, problems);
  expect(problems).toEqual([
    "DATAMESH_DATABASE_SECRET goes with DATABASE_URL, which is not set",
    "DATAMESH_DATABASE_SECRET is not 32 bytes in base64url: `datamesh keys new` makes one",
    expect.stringContaining("DATAMESH_URL_CUSTOMERS_READ leads to db.example without TLS"),
    "DATAMESH_DIRECT_URL is not of the form postgres://user:password@host:port/database",
  ]);
  expect(problems.join()).not.toContain("pw");
});
