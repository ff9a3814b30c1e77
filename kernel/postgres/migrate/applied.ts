import type { Queryable } from "../database.ts";
import { identifier, literal } from "../identifier.ts";
import { OBJECTS } from "./objectsSql.ts";

/** What a migration is of, and what it makes: whose loss would be noticed. */
export interface AppliedTo {
  /** Names it among those that the database has seen. */
  readonly key: string;
  readonly schemas: readonly string[];
  readonly roles: readonly string[];
}

/** The hashes of the statements that a database was last brought up to date with. */
export interface Applied {
  /** Of roles, logs and grants; undefined as well when something that they or the stores had made is not as it was. */
  readonly whole: string | undefined;
  /** Of each store by its schema; none where nothing was made. */
  readonly stores: ReadonlyMap<string, string>;
}

const TABLE = "datamesh.applied";
const MARK = "applied sha256:";

/** The statement that makes the table in which the administrator keeps what was applied to the whole. Idempotent. */
export const APPLIED_TABLE = `create table if not exists ${TABLE} (
  key text primary key, statements text not null, objects text[] not null, applied_at timestamptz not null)`;

/**
 * Reads what was applied. Waits for no one who changes tables, for it reads nothing but what PostgreSQL keeps of all
 * databases, and a table that only administrators know.
 */
export async function readApplied(
  admin: Queryable,
  to: AppliedTo,
  stores: readonly string[],
): Promise<Applied> {
  const marks = await admin.query({
    text: `select nspname as store, obj_description(oid, 'pg_namespace') as mark, to_regclass($2) is not null as there
           from pg_namespace where nspname = any ($1)`,
    values: [stores, TABLE],
  });
  const isThere = marks.some((row) => row["there"] === "t");
  return {
    whole: isThere ? await readWhole(admin, to) : undefined,
    stores: new Map(marks.map((row) => [row["store"] ?? "", (row["mark"] ?? "").replace(MARK, "")] as const)),
  };
}

async function readWhole(admin: Queryable, { key, schemas, roles }: AppliedTo): Promise<string | undefined> {
  const [row] = await admin.query({
    text: `with present as (${OBJECTS})
           select statements from ${TABLE} where key = $3
             and not exists (select unnest(objects) except select line from present)`,
    values: [schemas, roles, key],
  });
  return row?.["statements"] ?? undefined;
}

/** Notes what was applied to the whole, and what there is of it now; in the transaction that was the last to do it. */
export async function markWhole(
  admin: Queryable,
  { key, schemas, roles }: AppliedTo,
  statements: string,
): Promise<void> {
  await admin.query({
    text: `with present as (${OBJECTS})
           insert into ${TABLE} (key, statements, objects, applied_at)
           select $3, $4, array(select line from present), now()
           on conflict (key) do update
           set statements = excluded.statements, objects = excluded.objects, applied_at = excluded.applied_at`,
    values: [schemas, roles, key, statements],
  });
}

/** Notes on a store what was applied to it, as its owner, in the transaction that did. `store` is not quoted yet. */
export async function markStore(migrate: Queryable, store: string, statements: string): Promise<void> {
  await migrate.query({ text: `comment on schema ${identifier(store)} is ${literal(MARK + statements)}` });
}
