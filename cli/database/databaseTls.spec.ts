import { tlsProblem } from "./databaseTls.ts";

test.each([
  "postgres://u:p@localhost/mesh",
  "postgres://u:p@127.0.0.1:5433/mesh",
  "postgres://u:p@[::1]/mesh",
  "postgres://u:p@%2Fvar%2Frun%2Fpostgresql/mesh",
  "postgres://u:p@db.example/mesh?sslmode=verify-full",
  "postgres://u:p@db.example/mesh?sslmode=require",
  "postgres://u:p@db.example/mesh?ssl=true",
])("%s stays on this machine or insists on TLS", (url) => {
  expect(tlsProblem(url)).toBeUndefined();
});

test.each([
  "postgres://u:p@db.example/mesh",
  "postgres://u:p@db.example/mesh?sslmode=disable",
  "postgres://u:p@db.example/mesh?sslmode=prefer",
  "postgres://u:p@db.example/mesh?sslmode=no-verify",
  "postgres://u:p@localhost/mesh?host=db.example",
  "postgres://u:p@127.0.0.1.db.example/mesh",
])("%s could be listened to, and is refused without its password being told", (url) => {
  const problem = tlsProblem(url);
  expect(problem).toMatch(/db\.example without TLS: .*sslmode=verify-full.*DATAMESH_DATABASE_TLS=off/);
  expect(problem).not.toContain("u:p");
});
