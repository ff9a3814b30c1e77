import type { Queryable } from "../database.ts";
import { ledgerRole } from "../roles/roleNames.ts";

/** What a database and the login at hand say of themselves. */
export interface DatabaseFacts {
  /** The login. */
  readonly user: string;
  readonly database: string;
  /** Such as 18. */
  readonly major: number;
  /** As PostgreSQL prints it: `18.4`. */
  readonly version: string;
  readonly encoding: string;
  /** A standby replays what the primary did, and writes nothing itself. */
  readonly isStandby: boolean;
  readonly isSuperuser: boolean;
  readonly mayCreateRoles: boolean;
  readonly mayCreateSchemas: boolean;
  /** Owning it, or being a member of who does, is what lets one say who may connect. */
  readonly ownsDatabase: boolean;
  /** Whether the roles of our prefix, if there are any, are this login's to change. */
  readonly mayChangeRoles: boolean;
  /** Whether the server sees the connection as encrypted; behind a pooler that is the pooler's own connection. */
  readonly isEncrypted: boolean;
  /** Connections that ordinary logins can have at once, of this database. */
  readonly connectionLimit: number;
  /** Connections that others have now. */
  readonly connectionsTaken: number;
}

/** Reads them. `prefix` is that of the mesh's roles. */
export async function readDatabaseFacts(connection: Queryable, prefix: string): Promise<DatabaseFacts> {
  const [row] = await connection.query({ text: FACTS, values: [ledgerRole(prefix)] });
  const text = (name: string): string => row?.[name] ?? "";
  const yes = (name: string): boolean => text(name) === "t";
  return {
    user: text("user"),
    database: text("database"),
    major: Math.floor(Number(text("version_num")) / 10_000),
    version: text("version"),
    encoding: text("encoding"),
    isStandby: yes("is_standby"),
    isSuperuser: yes("is_superuser"),
    mayCreateRoles: yes("may_create_roles"),
    mayCreateSchemas: yes("may_create_schemas"),
    ownsDatabase: yes("owns_database"),
    mayChangeRoles: yes("may_change_roles"),
    isEncrypted: yes("is_encrypted"),
    connectionLimit: Number(text("connection_limit")),
    connectionsTaken: Number(text("connections_taken")),
  };
}

/** `reserved_connections` came with 16, and an older server is to be told so by us, not by an error. */
const FACTS = `
  select me.rolname as user, d.datname as database,
    current_setting('server_version_num') as version_num, current_setting('server_version') as version,
    pg_encoding_to_char(d.encoding) as encoding, pg_is_in_recovery() as is_standby,
    me.rolsuper as is_superuser, me.rolsuper or me.rolcreaterole as may_create_roles,
    has_database_privilege(d.oid, 'create') as may_create_schemas, pg_has_role(d.datdba, 'usage') as owns_database,
    coalesce((select pg_has_role(me.oid, r.oid, 'member with admin option') from pg_roles r where r.rolname = $1),
      true) as may_change_roles,
    coalesce((select s.ssl from pg_stat_ssl s where s.pid = pg_backend_pid()), false) as is_encrypted,
    least(
      current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
        - coalesce(current_setting('reserved_connections', true), '0')::integer,
      case when d.datconnlimit < 0 then null else d.datconnlimit end) as connection_limit,
    (select count(*) from pg_stat_activity a
      where a.backend_type = 'client backend' and a.pid <> pg_backend_pid()) as connections_taken
  from pg_database d cross join pg_roles me
  where d.datname = current_database() and me.rolname = current_user`;
