import type { DatabaseFacts } from "./databaseFacts.ts";
import { databaseProblems } from "./databaseProblems.ts";

const sound: DatabaseFacts = {
  user: "admin",
  database: "mesh",
  major: 18,
  version: "18.4",
  encoding: "UTF8",
  isStandby: false,
  isSuperuser: false,
  mayCreateRoles: true,
  mayCreateSchemas: true,
  ownsDatabase: true,
  mayChangeRoles: true,
  isEncrypted: true,
  connectionLimit: 97,
  connectionsTaken: 3,
};
const found = (facts: Partial<DatabaseFacts>, needs = {}) => databaseProblems({ ...sound, ...facts }, needs);

describe("a database a mesh is to live in", () => {
  it("is fine when nothing is amiss", () => {
    expect(found({}, { connections: 94, encrypted: true })).toEqual({ problems: [], warnings: [] });
  });

  it.each<[string, Partial<DatabaseFacts>, string]>([
    ["an old server", { major: 16, version: "16.9" }, "PostgreSQL 16.9: 18 is needed"],
    ["a standby", { isStandby: true }, "name the primary"],
    ["another encoding", { encoding: "LATIN1" }, 'the database "mesh" is encoded in LATIN1'],
    ["a login that makes no roles", { mayCreateRoles: false }, 'alter role "admin" createrole'],
    ["a database of another owner", { ownsDatabase: false }, 'alter database "mesh" owner to "admin"'],
    ["a login that makes no schemas", { mayCreateSchemas: false }, 'grant create on database "mesh"'],
    [
      "roles of another administrator",
      { mayChangeRoles: false },
      'made by another administrator than "admin"',
    ],
    ["too few connections", { connectionLimit: 50 }, "70 connections at once, and the server has 50"],
  ])("is refused for %s, with what to do", (_what, facts, reason) => {
    const { problems } = found(facts, { connections: 70 });
    expect(problems).toEqual([expect.stringContaining(reason)]);
  });

  it("is refused for everything at once", () => {
    const facts = { major: 15, encoding: "SQL_ASCII", mayCreateRoles: false, connectionLimit: 10 };
    expect(found(facts, { connections: 70 }).problems).toHaveLength(4);
  });

  it("needs no privilege by name from a superuser", () => {
    const superuser = {
      isSuperuser: true,
      mayCreateRoles: false,
      ownsDatabase: false,
      mayChangeRoles: false,
    };
    expect(found(superuser).problems).toEqual([]);
  });

  it.each<[string, Partial<DatabaseFacts>, string]>([
    ["is older than what is tested", { major: 17, version: "17.2" }, "what is tested is 18"],
    ["sees no TLS where it should", { isEncrypted: false }, "a pooler in between"],
    ["is used by others", { connectionsTaken: 40 }, "others hold 40 of the server's 97 now"],
  ])("is used with a warning when its server %s", (_what, facts, reason) => {
    const { problems, warnings } = found(facts, { connections: 70, encrypted: true });
    expect([problems, warnings]).toEqual([[], [expect.stringContaining(reason)]]);
  });
});
