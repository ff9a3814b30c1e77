import type { DatabaseFacts } from "./databaseFacts.ts";

/** What a mesh asks of its database. */
export interface DatabaseNeeds {
  /** Connections that the mesh may hold at once; not looked at unless given. */
  readonly connections?: number;
  /** Whether the connection has to be encrypted. */
  readonly encrypted?: boolean;
}

/** What is wrong with a database, in words for who runs it. */
export interface DatabaseFindings {
  /** Any of these keeps a mesh from running on it. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** The oldest PostgreSQL whose SQL ours is, and the one that our tests run on. */
const OLDEST = 17;
const TESTED = 18;

/** Compares what a database is with what a mesh needs: everything that is amiss, at once. */
export function databaseProblems(facts: DatabaseFacts, needs: DatabaseNeeds): DatabaseFindings {
  return {
    problems: [
      ...serverProblems(facts),
      ...(facts.isSuperuser ? [] : privilegeProblems(facts)),
      ...budgetProblems(facts, needs),
    ],
    warnings: [...serverWarnings(facts, needs), ...budgetWarnings(facts, needs)],
  };
}

function serverProblems({ major, version, encoding, isStandby, database }: DatabaseFacts): readonly string[] {
  return [
    ...(major < OLDEST ? [`the server is PostgreSQL ${version}: ${TESTED} is needed, ${OLDEST} may do`] : []),
    ...(isStandby ? ["the server is a standby, which can only be read: name the primary"] : []),
    ...(encoding === "UTF8"
      ? []
      : [
          `the database "${database}" is encoded in ${encoding}: make one with "create database … encoding 'UTF8' template template0"`,
        ]),
  ];
}

function privilegeProblems(facts: DatabaseFacts): readonly string[] {
  const { user, database } = facts;
  return [
    ...(facts.mayCreateRoles
      ? []
      : [`the login "${user}" may not create roles: alter role "${user}" createrole`]),
    ...(facts.ownsDatabase
      ? []
      : [
          `the login "${user}" does not own the database "${database}": alter database "${database}" owner to "${user}"`,
        ]),
    ...(facts.mayCreateSchemas
      ? []
      : [`the login "${user}" may not create schemas: grant create on database "${database}" to "${user}"`]),
    ...(facts.mayChangeRoles
      ? []
      : [
          `the roles of this mesh were made by another administrator than "${user}": use that login, or set DATAMESH_ROLE_PREFIX`,
        ]),
  ];
}

function budgetProblems(
  { connectionLimit }: DatabaseFacts,
  { connections = 0 }: DatabaseNeeds,
): readonly string[] {
  if (connections <= connectionLimit) return [];
  return [
    `the mesh may hold ${connections} connections at once, and the server has ${connectionLimit} to give: raise max_connections, or lower DATAMESH_POOL_READ, DATAMESH_POOL_PROJECT or DATAMESH_POOL_APPEND`,
  ];
}

function serverWarnings(
  { major, version, isEncrypted }: DatabaseFacts,
  { encrypted = false }: DatabaseNeeds,
): readonly string[] {
  return [
    ...(major >= OLDEST && major < TESTED
      ? [`the server is PostgreSQL ${version}; what is tested is ${TESTED}`]
      : []),
    ...(encrypted && !isEncrypted
      ? ["the server sees no TLS: a pooler in between must encrypt its own connection"]
      : []),
  ];
}

/** Other clients of the server come and go, so what they take now is no reason to refuse. */
function budgetWarnings(
  { connectionLimit, connectionsTaken }: DatabaseFacts,
  { connections = 0 }: DatabaseNeeds,
): readonly string[] {
  const left = connectionLimit - connectionsTaken;
  if (connections <= left || connections > connectionLimit) return [];
  return [
    `the mesh may hold ${connections} connections at once; others hold ${connectionsTaken} of the server's ${connectionLimit} now`,
  ];
}
